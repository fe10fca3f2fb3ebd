/** A slide and its notes, as the library wrote them, made whole. */
import type { Slide } from '../slides.ts';
import { mapMark } from './add-map.ts';

export function finishSlide(xml: string, { blocks }: Slide): string {
  const map = blocks.find((block) => block.kind === 'map');
  const grouped = map ? groupMap(xml, map.alternative) : xml;
  return numberShapes(grouped.replaceAll('<a:tblPr/>', '<a:tblPr firstRow="1"/>'));
}

const oneShape = /<p:sp>(?:(?!<\/p:sp>).)*<\/p:sp>/gs;

/** The shapes of the map as one, which moves as a whole and has one text for who can't see it. */
function groupMap(xml: string, alternative: string): string {
  const isOwn = (shape: string) => shape.includes(`name="${mapMark}`);
  const own = [...xml.matchAll(oneShape)].map(([shape]) => shape).filter(isOwn);
  if (own.length === 0) return xml;
  const box = surround(own);
  const frame = `<a:off x="${box.x}" y="${box.y}"/><a:ext cx="${box.w}" cy="${box.h}"/><a:chOff x="${box.x}" y="${box.y}"/><a:chExt cx="${box.w}" cy="${box.h}"/>`;
  const text = escapeXml(alternative);
  const group = `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="0" name="${escapeXml(alternative.split('.', 1)[0]!)}" descr="${text}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>${frame}</a:xfrm></p:grpSpPr>${own
    .join('')
    .replaceAll(`name="${mapMark}`, 'name="')}</p:grpSp>`;
  const [first] = own;
  return xml.replace(oneShape, (shape) => (shape === first ? group : isOwn(shape) ? '' : shape));
}

/** The box around these shapes, in the units of the file. */
function surround(shapes: readonly string[]) {
  const boxes = shapes.map((shape) => {
    const [, x, y, w, h] = /<a:off x="(\d+)" y="(\d+)"\/><a:ext cx="(\d+)" cy="(\d+)"\/>/
      .exec(shape)!
      .map(Number);
    return { x: x!, y: y!, right: x! + w!, bottom: y! + h! };
  });
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const w = Math.max(...boxes.map((box) => box.right)) - x;
  return { x, y, w, h: Math.max(...boxes.map((box) => box.bottom)) - y };
}

/** The library gives two shapes of a slide the same number now and then. */
function numberShapes(xml: string): string {
  let number = 0;
  return xml.replace(/<p:cNvPr id="\d+"/g, () => {
    number += 1;
    return `<p:cNvPr id="${number}"`;
  });
}

/** Each note in a paragraph of its own. */
export function finishNotes(xml: string, { notes }: Slide): string {
  return xml.replace(
    /<a:p><a:r>(<a:rPr[^>]*\/>)<a:t>[^<]*<\/a:t><\/a:r>(<a:endParaRPr[^>]*\/>)<\/a:p>/,
    (_whole, run: string, end: string) =>
      notes.map((note) => `<a:p><a:r>${run}<a:t>${escapeXml(note)}</a:t></a:r>${end}</a:p>`).join(''),
  );
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
