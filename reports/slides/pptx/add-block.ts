/** A block of a slide as text, table or cards that can be edited. */

import type { Choice, SlideTable, TextLook } from '../slides.ts';
import { addChart } from './add-chart.ts';
import { addMap } from './add-map.ts';
import type { OfficeRow, OfficeSlide } from './library.ts';
import {
  type Box,
  card,
  cardWidth,
  cellMargin,
  listWidths,
  measureRows,
  type Placed,
  sizes,
} from './place-blocks.ts';
import { colours, plain, type Style } from './style.ts';

export function addBlock(slide: OfficeSlide, { block, box, size }: Placed, style: Style): void {
  if (block.kind === 'text') addWords(slide, block, box, size, style);
  else if (block.kind === 'bullets') addBullets(slide, block.items, box, size, style);
  else if (block.kind === 'facts') addFacts(slide, block.facts, box, style);
  else if (block.kind === 'table') addTable(slide, block, box, size, style);
  else if (block.kind === 'choices') addChoices(slide, block.choices, box, size, style);
  else if (block.kind === 'chart') addChart(slide, block, box, style);
  else addMap(slide, block, box, style);
}

function addWords(
  slide: OfficeSlide,
  { look, text }: { look: TextLook; text: string },
  box: Box,
  size: number,
  { ink }: Style,
): void {
  const isBold = look === 'question' || look === 'warning';
  const frame = look === 'warning' ? { line: { color: ink, width: 1.5, dashType: 'dash' as const } } : {};
  const inset = look === 'warning' ? { ...box, y: box.y - 0.08, h: box.h + 0.16 } : box;
  slide.addText(text, {
    ...inset,
    ...plain(size, look === 'note' && ink === colours.ink ? colours.grey : ink),
    bold: isBold,
    ...frame,
    ...(look === 'warning' && { align: 'center' as const }),
    valign: look === 'warning' ? 'middle' : 'top',
  });
}

function addBullets(
  slide: OfficeSlide,
  items: readonly string[],
  box: Box,
  size: number,
  { ink }: Style,
): void {
  slide.addText(
    items.map((text) => ({ text, options: { bullet: true, breakLine: true, paraSpaceAfter: 6 } })),
    { ...box, ...plain(size, ink), valign: 'top' },
  );
}

function addFacts(
  slide: OfficeSlide,
  facts: readonly { figure: string; label: string }[],
  { x, y, w, h }: Box,
  { ink }: Style,
): void {
  const width = (w - 0.4 * (facts.length - 1)) / facts.length;
  for (const [i, { figure, label }] of facts.entries()) {
    const left = x + i * (width + 0.4);
    slide.addShape('line', { x: left, y, w: width, h: 0, line: { color: ink, width: 2.5 } });
    slide.addText(
      [
        { text: figure, options: { fontSize: 48, bold: true, breakLine: true } },
        { text: label, options: { fontSize: sizes.plain } },
      ],
      { x: left, y: y + 0.1, w: width, h: h - 0.2, ...plain(sizes.plain, ink), valign: 'top' },
    );
  }
}

const looks: Record<string, string> = {
  strong: colours.teal,
  better: colours.teal,
  done: colours.teal,
  weak: colours.copper,
  unequal: colours.copper,
  worse: colours.copper,
  late: colours.copper,
};

function addTable(slide: OfficeSlide, table: SlideTable, box: Box, size: number, { ink }: Style): void {
  const { columns, rows, caption } = table;
  const none = { type: 'none' as const };
  const rule = { type: 'solid' as const, color: colours.line, pt: 1 };
  const cell = {
    ...plain(size, ink),
    margin: [cellMargin.y, cellMargin.x, cellMargin.y, cellMargin.x] as [number, number, number, number],
    valign: 'middle' as const,
  };
  const head = columns.map((text) => ({
    text,
    options: {
      ...cell,
      bold: true,
      color: colours.grey,
      border: [none, none, { ...rule, color: ink }, none],
    },
  }));
  const border = [none, none, rule, none];
  const body = rows.map(({ sign, look, name, sentence, cells }) => [
    {
      text: [
        { text: `${sign} `, options: { bold: true, color: looks[look] ?? colours.grey } },
        { text: name, options: { bold: true, ...(sentence && { breakLine: true }) } },
        ...(sentence ? [{ text: sentence }] : []),
      ],
      options: { ...cell, border },
    },
    ...cells.map((text) => ({ text, options: { ...cell, border } })),
  ]);
  slide.addTable([head, ...body] as OfficeRow[], {
    x: box.x,
    y: box.y,
    w: box.w,
    colW: listWidths(table),
    rowH: measureRows(table, size),
    autoPage: false,
    objectName: caption,
  });
}

function addChoices(
  slide: OfficeSlide,
  choices: readonly Choice[],
  { x, y, h }: Box,
  size: number,
  { ink, words }: Style,
): void {
  const width = cardWidth(choices.length);
  const large = size * 1.1;
  for (const [i, { about, verdict, action, firstStep, who }] of choices.entries()) {
    const line = { breakLine: true, paraSpaceAfter: 6 };
    slide.addText(
      [
        { text: about, options: { ...line, bold: true } },
        { text: verdict, options: { ...line, color: colours.copper } },
        { text: action, options: { ...line, bold: true, fontSize: large } },
        { text: `${words.firstStep} `, options: { bold: true } },
        { text: firstStep, options: line },
        { text: `${words.who} `, options: { bold: true } },
        { text: who },
      ],
      {
        shape: 'rect',
        x: x + i * (width + card.gap),
        y,
        w: width,
        h,
        fill: { color: colours.sand },
        ...plain(size, ink),
        margin: card.margin * 72,
        valign: 'top',
        objectName: about,
      },
    );
  }
}
