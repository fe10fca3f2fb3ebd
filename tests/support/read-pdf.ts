/** What a reader, a search engine and a screen reader find in a PDF. */
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadPdf {
  /** The words of each page, with single spaces. */
  pages: string[];
  /** The words of all pages. */
  text: string;
  title: string;
  language: string;
  isTagged: boolean;
  /** The bookmarks, from top to bottom. */
  bookmarks: string[];
  /** How many bitmaps are painted on all pages together. */
  bitmaps: number;
  /** Width and height of each page, in millimetres. */
  sizes: [number, number][];
  /** The smallest letters, in points. */
  smallest: number;
  /** The sizes of type of each page, in half points, from large to small. */
  typeSizes: number[][];
  /** How far down the lowest thing above the foot reaches on each page, as a share of the height between the margins. */
  fill: number[];
  /** How many signs are printed without a glyph, as an empty box. */
  missing: number;
  /** The names of the fonts; those that are drawings (Type 3) have none. */
  fonts: string[];
}

export async function readPdf(pdf: Uint8Array): Promise<ReadPdf> {
  // pdf.js takes the bytes over, so it gets its own.
  const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise;
  const { info } = await document.getMetadata();
  const pages: string[] = [];
  const sizes: [number, number][] = [];
  let bitmaps = 0;
  let smallest = Number.POSITIVE_INFINITY;
  let missing = 0;
  const typeSizes: number[][] = [];
  const fill: number[] = [];
  const fonts = new Set<string>();
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(
      tidy(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join('')),
    );
    const used = new Set<number>();
    let lowest = margins.top;
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [, , across, along, , fromBottom] = item.transform as number[];
      const size = Math.hypot(across!, along!);
      smallest = Math.min(smallest, size);
      used.add(Math.round(2 * size) / 2);
      const fromTop = toMillimetres(page.view[3]! - fromBottom!);
      if (fromTop <= margins.bottom) lowest = Math.max(lowest, fromTop);
    }
    typeSizes.push([...used].sort((a, b) => b - a));
    fill.push((lowest - margins.top) / (margins.bottom - margins.top));
    const { fnArray, argsArray } = await page.getOperatorList();
    for (const [i, operator] of fnArray.entries()) {
      if (operator === OPS.showText)
        missing += (argsArray[i][0] as (Glyph | number)[]).filter(
          (glyph) => typeof glyph !== 'number' && glyph.originalCharCode === 0,
        ).length;
      if (operator === OPS.setFont) {
        const font = page.commonObjs.get(argsArray[i][0]) as { name?: string };
        if (font.name) fonts.add(font.name);
      }
    }
    bitmaps += fnArray.filter((operator) => paintsBitmap.has(operator)).length;
    const [left, top, right, bottom] = page.view as [number, number, number, number];
    sizes.push([toMillimetres(right - left), toMillimetres(bottom - top)]);
  }
  const read: ReadPdf = {
    pages,
    text: pages.join(' '),
    title: (info as { Title?: string }).Title ?? '',
    language: (info as { Language?: string }).Language ?? '',
    isTagged: (await document.getMarkInfo())?.Marked === true,
    bookmarks: listTitles((await document.getOutline()) ?? []),
    bitmaps,
    sizes,
    smallest,
    typeSizes,
    fill,
    missing,
    fonts: [...fonts],
  };
  await document.destroy();
  return read;
}

/** Millimetres from the top of the paper to where a page of a factsheet begins and ends. */
const margins = { top: 16, bottom: 278 };

/** Chromium numbers the glyphs of a font as the font does; 0 is the one for what it does not have. */
interface Glyph {
  originalCharCode: number;
}

const paintsBitmap = new Set<number>([
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintImageMaskXObject,
  OPS.paintImageXObjectRepeat,
]);

interface Bookmark {
  title: string;
  items: Bookmark[];
}

function listTitles(bookmarks: Bookmark[]): string[] {
  return bookmarks.flatMap(({ title, items }) => [tidy(title), ...listTitles(items)]);
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function toMillimetres(points: number): number {
  return Math.round((points / 72) * 25.4);
}
