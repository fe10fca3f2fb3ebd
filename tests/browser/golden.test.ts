/** The factsheet as it was looked at and found good: `npm run golden` renews what it is held against. */
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPrinter, type Printer } from '../../reports/print/printer.ts';
import { renderFactsheet } from '../../reports/render-factsheet.ts';
import { launchTestBrowser } from '../support/browser.ts';
import { goldenCases } from '../support/factsheet-inputs.ts';
import { pictureName, readGolden, toGolden } from '../support/golden.ts';
import { openPdfPainter, type PdfPainter } from '../support/paint-pdf.ts';

/** Letters may be drawn a hair differently; a line that moves or a box that is gone is more than this. */
const tolerance = 0.004;

let printer: Printer;
let browser: Browser;
let painter: PdfPainter;
beforeAll(async () => {
  printer = createPrinter();
  browser = await launchTestBrowser();
  painter = await openPdfPainter(browser);
});
afterAll(async () => {
  await browser.close();
  await printer.close();
});

describe.each(Object.keys(goldenCases))('the factsheet of %s', (name) => {
  const html = renderFactsheet(goldenCases[name]!());

  test('is the golden page, to the letter', async () => {
    expect(toGolden(html)).toBe(String(await readGolden(`${name}.html`)));
  });

  test('looks like the golden pictures on paper', async () => {
    const pictures = await painter.paint(await printer.print(html));
    expect(await readGolden(pictureName(name, pictures.length + 1)), 'one page more').toBeUndefined();
    for (const [i, picture] of pictures.entries()) {
      const golden = await readGolden(pictureName(name, i + 1));
      expect(golden, `page ${i + 1}`).toBeDefined();
      expect(await painter.compare(picture, golden!), `page ${i + 1}`).toBeLessThan(tolerance);
    }
  });
});

test('a picture with one line moved is told apart, and one with itself is equal', async () => {
  const draw = async (top: number) =>
    (
      await painter.paint(
        await printer.print(`<!doctype html><p style="margin-top:${top}px">${'woord '.repeat(40)}`),
      )
    )[0]!;
  expect(await painter.compare(await draw(10), await draw(10))).toBe(0);
  expect(await painter.compare(await draw(10), await draw(40))).toBeGreaterThan(tolerance);
});
