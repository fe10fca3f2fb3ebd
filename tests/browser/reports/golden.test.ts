/** Documents as they were looked at and found good: `npm run golden` renews what it is held against. */
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseAdvice } from '../../../reports/advice/choose-advice.ts';
import { type Advice, listAdvice } from '../../../reports/advice/list-advice.ts';
import { renderFactsheet } from '../../../reports/factsheet/render-factsheet.ts';
import { createPrinter, type Printer } from '../../../reports/print/printer.ts';
import { reportTexts } from '../../../reports/words/report-texts.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import { launchTestBrowser } from '../../support/browser.ts';
import { checkType } from '../../support/check-fit.ts';
import { goldenCases } from '../../support/factsheet-inputs.ts';
import { picturedCases, pictureName, readGolden, toGolden } from '../../support/golden.ts';
import { openPdfPainter, type PdfPainter } from '../../support/paint-pdf.ts';
import { type ReadPdf, readPdf } from '../../support/read-pdf.ts';

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

/** In `npm test` the documents that have most; the others are printed in `npm run test:long`. */
const printed = ['complete', 'social-map', 'small', 'weert'];
const longTag = (name: string) => ({ tags: printed.includes(name) ? [] : ['long'] });

describe.each(Object.keys(picturedCases))('the document of %s', (name) => {
  const html = picturedCases[name]!();

  test('is the golden page, to the letter', async () => {
    expect(toGolden(html)).toBe(String(await readGolden(`${name}.html`)));
  });

  test('looks like the golden pictures on paper', longTag(name), async () => {
    const pictures = await painter.paint(await printer.print(html));
    expect(await readGolden(pictureName(name, pictures.length + 1)), 'one page more').toBeUndefined();
    for (const [i, picture] of pictures.entries()) {
      const golden = await readGolden(pictureName(name, i + 1));
      expect(golden, `page ${i + 1}`).toBeDefined();
      expect(await painter.compare(picture, golden!), `page ${i + 1}`).toBeLessThan(tolerance);
    }
  });
});

describe.each(Object.keys(goldenCases))('the factsheet of %s on paper', (name) => {
  const input = goldenCases[name]!();
  const t = reportTexts(input.language);
  let pdf: ReadPdf;
  beforeAll(async () => {
    pdf = await readPdf(await printer.print(renderFactsheet(input)));
  });

  test(
    'has four or five pages, the fullest six, none half empty, in letters that can be read',
    longTag(name),
    () => {
      const isSmall = isWithheld(input.scores.coverage);
      expect(pdf.pages.length).toBeGreaterThanOrEqual(isSmall ? 1 : 4);
      expect(pdf.pages.length).toBeLessThanOrEqual(name === 'fullest' ? 6 : 5);
      for (const page of pdf.pages) expect(page.split(' ').length).toBeGreaterThan(100);
      expect(checkType(pdf)).toEqual([]);
    },
  );

  test(
    'has three pieces of advice at most, each with who begins, the first step and its source',
    longTag(name),
    () => {
      if (isWithheld(input.scores.conclusion)) return;
      const from = pdf.text.lastIndexOf(t('factsheet.advice.title'));
      const advice = pdf.text.slice(from, pdf.text.indexOf(t('words.table.title'), from));
      const count = (words: string) => advice.split(words).length - 1;
      const chosen = chooseAdvice(input);
      expect(chosen.length).toBeGreaterThan(0);
      expect(count(t('factsheet.advice.who'))).toBe(chosen.length);
      expect(count(t('words.advice.firstStep'))).toBe(chosen.length);
      let at = 0;
      for (const { id } of chosen) {
        const [{ recommendations }] = listAdvice(input, [id]) as [Advice];
        const idea = recommendations[0]!;
        const found = advice.indexOf(idea.action.slice(0, 40), at);
        expect(found, `${id}: ${idea.action}`).toBeGreaterThanOrEqual(at);
        expect(advice).toContain(idea.source);
        at = found;
      }
    },
  );

  test('has with each figure the number of partners behind it', longTag(name), () => {
    const isSmall = isWithheld(input.scores.coverage);
    const sides = pdf.text.slice(
      pdf.text.indexOf(t('factsheet.sides.title')),
      pdf.text.lastIndexOf(t('factsheet.advice.title')),
    );
    // Each of the four themes has it at its head, for its parts.
    expect(sides.match(/score \d+, \d+ partners /g) ?? []).toHaveLength(isSmall ? 0 : 4);
    expect(sides.match(/score \d+/g) ?? []).toHaveLength(isSmall ? 0 : 18);
    const table = pdf.text.slice(pdf.text.lastIndexOf(t('words.table.part')));
    const rows = table.match(/\d+ (tot|to) \d+ \d+ /g) ?? [];
    expect(rows).toHaveLength(isSmall ? 0 : 18);
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
