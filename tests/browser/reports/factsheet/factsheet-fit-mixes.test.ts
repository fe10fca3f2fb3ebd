/**
 * Made-up factsheets on paper: none has a seventh page, a half empty one, words outside its margins or letters that are gone.
 * Of three hundred mixes those are printed that together have each pair of traits that two of them can share, such as
 * long names with many weaknesses: what goes wrong there is of one thing or of two together. `MIXES=all` prints all
 * three hundred, for who changes how a factsheet is laid out.
 */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import { launchTestBrowser } from '../../../support/browser.ts';
import { checkFit } from '../../../support/check-fit.ts';
import { coverPairs, makeMix } from '../../../support/factsheet-mixes.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchTestBrowser();
  page = await browser.newPage();
  await page.emulateMediaType('print');
});
afterAll(() => browser.close());

const all = Array.from({ length: 300 }, (_none, i) => makeMix(i + 1));
const mixes = process.env.MIXES === 'all' ? all : coverPairs(all);

test.each(mixes)('$said', { tags: ['long'] }, async ({ input }) => {
  expect(await checkFit(page, renderFactsheet(input))).toEqual([]);
});
