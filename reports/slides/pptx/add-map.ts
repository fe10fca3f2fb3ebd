/** The map of the network as shapes, lines and names that can be moved. `finish-pptx.ts` makes them one group. */

import type { SlideMap } from '../slides.ts';
import type { OfficeShape, OfficeSlide } from './library.ts';
import type { Box } from './place-blocks.ts';
import { colours, plain, type Style } from './style.ts';

/** Stands before the name of each shape of the map, for who makes the group. */
export const mapMark = 'map::';

const gap = 0.35;
/** The share of the width that is for the words beside it. */
const wordsShare = 0.27;
const legend = { columns: 4, rowHeight: 0.27 };
const tones: Record<string, string> = { first: colours.teal, second: colours.copper, third: colours.ink };

type Drawing = SlideMap['drawing'];

export function addMap(slide: OfficeSlide, map: SlideMap, box: Box, { ink }: Style): void {
  const { drawing, kinds, sentences, note } = map;
  const rows = Math.ceil(kinds.length / legend.columns);
  const legendHeight = rows * legend.rowHeight;
  const room = { w: box.w * (1 - wordsShare) - gap, h: box.h - legendHeight - 0.15 };
  const scale = Math.min(room.w / drawing.width, room.h / drawing.height);
  const place = { x: box.x, y: box.y, scale };
  addLines(slide, drawing, place);
  addLabels(slide, drawing, place, ink);
  const names = new Map(
    kinds.flatMap(({ partners }) => partners.map(({ number, name }) => [number, name[0]!.text])),
  );
  for (const { path, x, y, number, look } of drawing.signs)
    addSign(
      slide,
      {
        path,
        look,
        number: drawing.isNumbered ? number : undefined,
        name: `${number} ${names.get(number) ?? ''}`,
      },
      centreOf(place, x, y),
    );
  addLegend(
    slide,
    kinds,
    { ...box, y: box.y + drawing.height * scale + 0.15, w: drawing.width * scale },
    ink,
  );
  slide.addText(
    [
      ...sentences.map((text) => ({ text, options: { breakLine: true, paraSpaceAfter: 8 } })),
      { text: note, options: { color: colours.grey } },
    ],
    {
      ...box,
      x: box.x + drawing.width * scale + gap,
      w: box.w - drawing.width * scale - gap,
      ...plain(wordsSize(sentences, note), ink),
      valign: 'top',
    },
  );
}

interface Place {
  x: number;
  y: number;
  /** Inches for each unit of the drawing. */
  scale: number;
}

function centreOf({ x, y, scale }: Place, left: string, top: string) {
  return { x: x + Number(left) * scale, y: y + Number(top) * scale, scale };
}

/** Long sentences in smaller letters. */
function wordsSize(sentences: readonly string[], note: string): number {
  const letters = [...sentences, note].join('').length;
  return letters > 650 ? 12 : letters > 450 ? 14 : 16;
}

function addLines(slide: OfficeSlide, { lines }: Drawing, place: Place): void {
  for (const [i, { x1, y1, x2, y2, width }] of lines.entries()) {
    const [from, to] = [centreOf(place, x1, y1), centreOf(place, x2, y2)];
    slide.addShape('line', {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      w: Math.abs(from.x - to.x),
      h: Math.abs(from.y - to.y),
      flipV: from.x < to.x !== from.y < to.y,
      line: { color: '8B9FAB', width: Math.max(0.5, Number(width) * place.scale * 72) },
      objectName: `${mapMark}${i + 1}`,
    });
  }
}

function addLabels(slide: OfficeSlide, { labels }: Drawing, place: Place, ink: string): void {
  for (const { x, y, width, height, lines } of labels) {
    const text = lines.map((line) => line.text).join('\n');
    slide.addText(text, {
      ...toBox(centreOf(place, x, y), Number(width) * place.scale, Number(height) * place.scale),
      ...plain(10, ink),
      fill: { color: colours.white, transparency: 20 },
      wrap: false,
      align: 'center',
      valign: 'middle',
      objectName: `${mapMark}${text.replace('\n', ' ')}`,
    });
  }
}

function toBox({ x, y }: { x: number; y: number }, w: number, h: number): Box {
  return { x, y, w, h };
}

interface Sign {
  path: string;
  look: string;
  name: string;
  /** Missing in the legend, and where the sign has its name. */
  number?: number | undefined;
}

function addSign(slide: OfficeSlide, { path, look, name, number }: Sign, { x, y, scale }: Place): void {
  const [ground, tone] = look.split(' ') as [string, string];
  const colour = tones[tone] ?? colours.ink;
  const isDark = ground === 'dark';
  const outline = readPath(path);
  const reach = (axis: 0 | 1, pick: (...values: number[]) => number) =>
    pick(...outline.map((point) => point[axis]));
  const [left, top] = [reach(0, Math.min), reach(1, Math.min)];
  const [width, height] = [reach(0, Math.max) - left, reach(1, Math.max) - top];
  const points = [
    ...outline.map(([px, py], i) => ({ x: (px - left) * scale, y: (py - top) * scale, moveTo: i === 0 })),
    { close: true as const },
  ];
  slide.addText(number === undefined ? '' : String(number), {
    ...(isRound(path) ? { shape: 'ellipse' as const } : { shape: 'custGeom' as OfficeShape, points }),
    ...toBox({ x: x + left * scale, y: y + top * scale }, width * scale, height * scale),
    ...plain(
      Math.max(6, Math.min(12, Math.round(height * scale * 72 * 0.42))),
      isDark ? colours.white : colour,
    ),
    fill: { color: isDark ? colour : colours.white },
    line: { color: isDark ? colours.white : colour, width: 1.5 },
    bold: true,
    wrap: false,
    align: 'center',
    valign: 'middle',
    objectName: `${mapMark}${name}`,
  });
}

function isRound(path: string): boolean {
  return path.includes('A');
}

/** The corners of an outline; of a circle those of the square around it. */
function readPath(path: string): [number, number][] {
  if (isRound(path)) {
    const radius = Number(/^M(-?[\d.]+)/.exec(path)![1]);
    return [
      [-radius, -radius],
      [radius, radius],
    ];
  }
  return [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

function addLegend(slide: OfficeSlide, kinds: SlideMap['kinds'], { x, y, w }: Box, ink: string): void {
  const width = w / legend.columns;
  for (const [i, { name, path, look }] of kinds.entries()) {
    const left = x + (i % legend.columns) * width;
    const top = y + Math.floor(i / legend.columns) * legend.rowHeight;
    // The sign of a list is drawn for letters: 12 units are as high as a line.
    addSign(slide, { path, look, name }, { x: left + 0.1, y: top + legend.rowHeight / 2, scale: 0.014 });
    slide.addText(name, {
      ...toBox({ x: left + 0.26, y: top }, width - 0.28, legend.rowHeight),
      ...plain(10.5, ink),
      valign: 'middle',
      fit: 'shrink',
      objectName: `${mapMark}${name}`,
    });
  }
}
