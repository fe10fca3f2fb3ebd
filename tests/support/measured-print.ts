/**
 * Prints a document as the printer does, and tells what became of its parts: the form that was taken, the pages that it was
 * measured to have, the letters that it shows, and those that stand on its pages of the PDF.
 */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from 'puppeteer';

interface PrintedPart {
  form: string;
  /** Missing when no form fits. */
  pages: number | undefined;
  /** How often each letter stands in the document. */
  letters: Record<string, number>;
}

export interface MeasuredPrint {
  parts: PrintedPart[];
  pages: PdfPage[];
  pdf: Uint8Array;
}

interface PdfPage {
  letters: Record<string, number>;
  /** Words beside the box between the margins; the foot is none. */
  outside: string[];
}

/** Millimetres around a page, and how far a letter may stand out of its line. */
const margins = { left: 16, right: 16, top: 16, bottom: 19 };
const tolerance = 0.5;

/** `page` has the print style, as that of the printer. */
export async function printMeasured(page: Page, html: string): Promise<MeasuredPrint> {
  await page.setContent(html, { waitUntil: 'load' });
  await page.evaluate(watchParts);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
  const shown = await page.evaluate(() => (globalThis as unknown as { shown: ShownPart[] }).shown);
  return {
    parts: shown.map(({ words, ...part }) => ({ ...part, letters: countLetters(words) })),
    pages: await readPages(pdf.slice()),
    pdf,
  };
}

type ShownPart = Omit<PrintedPart, 'letters'> & { words: string };

/** Runs in the browser. */
function watchParts(): void {
  addEventListener('beforeprint', () => {
    const parts = [...document.querySelectorAll<HTMLElement>('[data-pages]')];
    Object.assign(globalThis, {
      shown: parts.map((part) => ({
        form: part.dataset.form ?? '',
        pages: part.dataset.fitted === undefined ? undefined : Number(part.dataset.fitted),
        // A caption and a hidden label are only for who listens; the numbers of an axis are no letters.
        words: [...part.querySelectorAll('caption, .hidden-visually')].reduce(
          (words, { textContent }) => words.replace(textContent, ''),
          part.innerText,
        ),
      })),
    });
  });
}

async function readPages(pdf: Uint8Array): Promise<PdfPage[]> {
  const document = await getDocument({ data: pdf, verbosity: 0 }).promise;
  const pages: PdfPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const [, , width, height] = page.view as [number, number, number, number];
    const { items } = await page.getTextContent();
    const texts = items.flatMap((item) => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [, , , , x, y] = item.transform as [number, number, number, number, number, number];
      return [{ text: item.str, left: x, right: width - x - item.width, top: height - y, bottom: y }];
    });
    const body = texts.filter(({ bottom }) => toMillimetres(bottom) > margins.bottom - 5);
    const isOutside = (text: (typeof texts)[number]) =>
      (['left', 'right', 'top', 'bottom'] as const).some(
        (side) => toMillimetres(text[side]) < margins[side] - tolerance,
      );
    pages.push({
      letters: countLetters(body.map(({ text }) => text).join('')),
      outside: body.filter(isOutside).map(({ text }) => text),
    });
  }
  await document.destroy();
  return pages;
}

function toMillimetres(points: number): number {
  return (points / 72) * 25.4;
}

function countLetters(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const letter of text.normalize('NFKC').match(/\p{L}/gu) ?? [])
    counts[letter] = (counts[letter] ?? 0) + 1;
  return counts;
}

/** The letters of one that stand there more often than in the other. */
export function findMissing(letters: Record<string, number>, found: Record<string, number>): string[] {
  return Object.entries(letters).flatMap(([letter, count]) =>
    count > (found[letter] ?? 0) ? [`${letter} ${count - (found[letter] ?? 0)}`] : [],
  );
}

export function addLetters(pages: readonly PdfPage[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { letters } of pages)
    for (const [letter, count] of Object.entries(letters)) sum[letter] = (sum[letter] ?? 0) + count;
  return sum;
}
