/** What is wrong with a factsheet on paper: too many pages, a part beside its pages, words out of place or gone. */
import type { Page } from 'puppeteer';
import { addLetters, findMissing, printMeasured } from './measured-print.ts';

const mostPages = 6;

export async function checkFit(page: Page, html: string): Promise<string[]> {
  const { parts, pages } = await printMeasured(page, html);
  const faults: string[] = [];
  if (parts.length !== 4) faults.push(`${parts.length} parts`);
  if (pages.length > mostPages) faults.push(`${pages.length} pages`);
  let at = 0;
  for (const { form, pages: count, hasChart, letters } of parts) {
    if (count === undefined) {
      faults.push(`no form fits, not even '${form}'`);
      break;
    }
    const found = addLetters(pages.slice(at, at + count));
    at += count;
    const missing = findMissing(letters, found);
    // The letters of a chart stand on paper only.
    const extra = hasChart ? [] : findMissing(found, letters);
    if (missing.length > 0) faults.push(`'${form}' misses ${missing.join(', ')}`);
    if (extra.length > 0) faults.push(`'${form}' has ${extra.join(', ')} of another part`);
  }
  if (at !== pages.length) faults.push(`measured ${at} pages, printed ${pages.length}`);
  for (const [i, { outside }] of pages.entries())
    if (outside.length > 0) faults.push(`outside page ${i + 1}: ${outside.join(' ')}`);
  return faults;
}
