/** Where the blocks of a slide stand, below each other, and in which size of letters all of them fit. */
import type { Block, Choice, SlideTable, TextLook } from '../slides.ts';
import { measureHeight } from './measure-text.ts';

/** In inches, on a slide of 13.33 by 7.5. */
export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Placed {
  block: Block;
  box: Box;
  /** Its letters, in points; those of a chart or a map have a size of their own. */
  size: number;
}

/** Between the title and the foot. */
const area: Box = { x: 0.6, y: 1.5, w: 12.13, h: 5.25 };
const gap = 0.22;
/** Points of text by its look. */
export const sizes: Record<TextLook, number> = { question: 26, lead: 24, plain: 20, note: 16, warning: 18 };
/** What of these sizes is tried, from large to small. */
const shares = [1, 0.92, 0.85, 0.78, 0.71, 0.64, 0.57, 0.5];
/** The room that a picture needs at least. */
const least = { chart: 3.6, map: 4.6 };
const bodySize = 20;
/** Space in a cell or a card, at each side. */
export const cellMargin = { x: 0.08, y: 0.07 };
export const card = { margin: 0.2, gap: 0.3 };

/** In the largest letters in which all of them fit. */
export function placeBlocks(blocks: readonly Block[]): Placed[] {
  const tried = shares.map((share) => ({
    share,
    heights: blocks.map((block) => measureBlock(block, share)),
  }));
  const { share, heights } =
    tried.find(({ heights: own }) => sum(own) + gap * (own.length - 1) <= area.h) ?? tried.at(-1)!;
  // A picture takes what is left.
  const rest = area.h - gap * (blocks.length - 1) - sum(heights);
  const picture = blocks.findIndex(isPicture);
  let y = area.y + (picture === -1 ? Math.max(0, rest) * 0.25 : 0);
  return blocks.map((block, i) => {
    const h = heights[i]! + (i === picture ? Math.max(0, rest) : 0);
    const placed = { block, box: { ...area, y, h }, size: sizeOf(block, share) };
    y += h + gap;
    return placed;
  });
}

function isPicture({ kind }: Block): boolean {
  return kind === 'chart' || kind === 'map';
}

function sizeOf(block: Block, share: number): number {
  return Math.round((block.kind === 'text' ? sizes[block.look] : bodySize) * share * 2) / 2;
}

function measureBlock(block: Block, share: number): number {
  const size = sizeOf(block, share);
  switch (block.kind) {
    case 'text':
      return measureHeight(block.text, { width: area.w - (block.look === 'warning' ? 0.4 : 0), size });
    case 'bullets':
      return sum(block.items.map((item) => measureHeight(item, { width: area.w - 0.4, size }) + 0.1));
    case 'facts':
      return 1.7;
    case 'table':
      return sum(measureRows(block, size));
    case 'choices':
      return Math.max(...block.choices.map((choice) => measureChoice(choice, block.choices.length, size)));
    default:
      return least[block.kind];
  }
}

/** The shares of the width that columns take, by how many there are: the first has the names. */
const columnShares: Record<number, readonly number[]> = {
  3: [0.34, 0.22, 0.44],
  4: [0.35, 0.32, 0.25, 0.08],
};
const agreementShares = [0.46, 0.22, 0.18, 0.14];

/** The widths of the columns, in inches. */
export function listWidths({ columns, rows }: SlideTable): number[] {
  const isOfAgreements = rows.some(({ look }) => look === 'open' || look === 'late' || look === 'done');
  const shared = isOfAgreements ? agreementShares : columnShares[columns.length]!;
  return shared.map((share) => share * area.w);
}

/** The height of the head and of each row, in inches. */
export function measureRows(table: SlideTable, size: number): number[] {
  const widths = listWidths(table);
  const measure = (cells: readonly string[]) =>
    2 * cellMargin.y +
    Math.max(
      ...cells.map((text, i) =>
        measureHeight(text, { width: widths[i]! - 2 * cellMargin.x, size: size * 1.03 }),
      ),
    );
  return [
    measure(table.columns),
    ...table.rows.map(({ sign, name, sentence, cells }) => {
      const first = measure([`${sign} ${name}`]);
      const said = sentence ? measure([sentence]) - 2 * cellMargin.y : 0;
      return Math.max(first + said, measure(['', ...cells]));
    }),
  ];
}

/** The width of a card, in inches. */
export function cardWidth(count: number): number {
  return (area.w - card.gap * (count - 1)) / count;
}

function measureChoice(choice: Choice, count: number, size: number): number {
  const width = Math.min(cardWidth(count), 6) - 2 * card.margin;
  const { about, verdict, action, firstStep, who } = choice;
  const texts = [about, verdict, action, `Eerste stap: ${firstStep}`, `Wie begint: ${who}`];
  return 2 * card.margin + sum(texts.map((text) => measureHeight(text, { width, size: size * 1.05 }) + 0.1));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
