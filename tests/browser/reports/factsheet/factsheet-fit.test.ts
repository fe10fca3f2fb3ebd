/**
 * Made-up factsheets on paper: at most six pages, none half empty, each part on its own, nothing outside the margins and no letter
 * gone. A few of many mixes; `factsheet-fit-mixes.test.ts` has three hundred.
 */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import { launchTestBrowser } from '../../../support/browser.ts';
import { checkFit } from '../../../support/check-fit.ts';
import { makeLongest, makeMix } from '../../../support/factsheet-mixes.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchTestBrowser();
  page = await browser.newPage();
  await page.emulateMediaType('print');
});
afterAll(() => browser.close());

test.each(Array.from({ length: 12 }, (_none, i) => makeMix(i + 1)))('$said', async ({ input }) => {
  expect(await checkFit(page, renderFactsheet(input))).toEqual([]);
});

test.each([
  [8, 'nl'],
  [60, 'nl'],
  [60, 'en'],
] as const)(
  '%i partners, and all that can be typed is as long as it may be, in %s',
  async (partners, language) => {
    expect(await checkFit(page, renderFactsheet(makeLongest(partners, language)))).toEqual([]);
  },
);

test('more partners than a page holds get more pages, and none is left out', async () => {
  const faults = await checkFit(page, renderFactsheet(makeLongest(150, 'nl')));
  // Their map has smaller numbers, and their list ends where it ends.
  expect(faults.filter((fault) => !/^letters of|% full$/.test(fault))).toEqual(['9 pages']);
});
