/**
 * What is wrong with a factsheet on paper: too many pages, a part beside its pages, words out of place or gone, letters too
 * small or of too many sizes, a page that is half empty.
 */
import type { Page } from 'puppeteer';
import { addLetters, findMissing, printMeasured } from './measured-print.ts';
import { type ReadPdf, readPdf } from './read-pdf.ts';

/** With all that people can type, and more partners than the map has room for beside their list. */
const mostPages = 6;

export async function checkFit(page: Page, html: string): Promise<string[]> {
  const { parts, pages, pdf } = await printMeasured(page, html);
  const faults: string[] = [];
  if (parts.length !== 5) faults.push(`${parts.length} parts`);
  if (pages.length > mostPages) faults.push(`${pages.length} pages`);
  let at = 0;
  for (const { form, pages: count, letters } of parts) {
    if (count === undefined) {
      faults.push(`no form fits, not even '${form}'`);
      break;
    }
    const found = addLetters(pages.slice(at, at + count));
    at += count;
    const missing = findMissing(letters, found);
    const extra = findMissing(found, letters);
    if (missing.length > 0) faults.push(`'${form}' misses ${missing.join(', ')}`);
    if (extra.length > 0) faults.push(`'${form}' has ${extra.join(', ')} of another part`);
  }
  if (at !== pages.length) faults.push(`measured ${at} pages, printed ${pages.length}`);
  for (const [i, { outside }] of pages.entries())
    if (outside.length > 0) faults.push(`outside page ${i + 1}: ${outside.join(' ')}`);
  return [...faults, ...checkType(await readPdf(pdf))];
}

/**
 * 9 points of type and five sizes, 8.5 on the map, which Chromium prints a hair smaller; no page half empty but the last.
 * The map of a factsheet draws its own letters, which follow its scale; other documents have no page with one.
 */
export function checkType({ smallest, typeSizes, fill }: ReadPdf, mapPage = 1): string[] {
  const sizes = new Set(typeSizes.flatMap((own, i) => (i === mapPage ? [] : own)));
  return [
    ...(smallest > 8.4 ? [] : [`letters of ${smallest} points`]),
    ...(Math.min(...sizes) >= 9 && sizes.size <= 5 ? [] : [`sizes of type: ${[...sizes].join(', ')}`]),
    ...fill
      .slice(0, -1)
      .flatMap((share, i) => (share >= 0.5 ? [] : [`page ${i + 1} is ${Math.round(100 * share)}% full`])),
  ];
}
