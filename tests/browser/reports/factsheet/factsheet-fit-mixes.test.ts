/** Three hundred made-up factsheets on paper: none has a seventh page, a half empty one, words outside its margins or letters that are gone. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import { launchTestBrowser } from '../../../support/browser.ts';
import { checkFit } from '../../../support/check-fit.ts';
import { makeMix } from '../../../support/factsheet-mixes.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchTestBrowser();
  page = await browser.newPage();
  await page.emulateMediaType('print');
});
afterAll(() => browser.close());

const tens = Array.from({ length: 30 }, (_none, i) => 10 * i + 1);
test.each(tens)('ten mixes from number %i on', { tags: ['long'], timeout: 600_000 }, async (first) => {
  const faults: string[] = [];
  for (let seed = first; seed < first + 10; seed += 1) {
    const { input, said } = makeMix(seed);
    for (const fault of await checkFit(page, renderFactsheet(input))) faults.push(`${said}: ${fault}`);
  }
  expect(faults).toEqual([]);
});
