/** Documents as they were looked at and found good: `npm run golden` renews what it is held against. */
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listRecommendations } from '../../../reports/advice/list-recommendations.ts';
import { renderFactsheet } from '../../../reports/factsheet/render-factsheet.ts';
import { createPrinter, type Printer } from '../../../reports/print/printer.ts';
import { findFacet, namePart } from '../../../reports/words/name-part.ts';
import { reportTexts } from '../../../reports/words/report-texts.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import type { FacetFigures } from '../../../scoring/scores.ts';
import { launchTestBrowser } from '../../support/browser.ts';
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

  test('has four to six pages, none nearly empty, in letters that can be read', longTag(name), () => {
    const isSmall = isWithheld(input.scores.coverage);
    expect(pdf.pages.length).toBeGreaterThanOrEqual(isSmall ? 1 : 4);
    expect(pdf.pages.length).toBeLessThanOrEqual(6);
    for (const page of pdf.pages) expect(page.split(' ').length).toBeGreaterThan(100);
    // 8.5 points, which Chromium prints a hair smaller.
    expect(pdf.smallest).toBeGreaterThan(8.4);
  });

  test('has a recommendation for each weakness, with who begins and the first step', longTag(name), () => {
    const { conclusion } = input.scores;
    if (isWithheld(conclusion)) return;
    const after = pdf.text.lastIndexOf(t('factsheet.advice.title'));
    const advice = pdf.text.slice(after, pdf.text.indexOf(t('words.method.title')));
    const count = (words: string) => advice.split(words).length - 1;
    expect(count(t('factsheet.advice.who'))).toBe(conclusion.weaknesses.length);
    expect(count(t('words.advice.firstStep'))).toBe(conclusion.weaknesses.length);
    let from = 0;
    for (const id of conclusion.weaknesses) {
      const { facet } = findFacet(input.instrument, id);
      const score = input.scores.facets.find((part) => part.id === id) as FacetFigures;
      const local = input.localRecommendations ?? [];
      const [idea] = listRecommendations(
        input.language,
        id,
        score.class,
        namePart(facet, input.language),
        local,
      );
      const words = idea!.action.slice(0, 40);
      const at = advice.toLowerCase().indexOf(`${facet.name![input.language]} ${words}`.toLowerCase(), from);
      expect(at, `${id}: ${words}`).toBeGreaterThanOrEqual(from);
      expect(advice).toContain(idea!.source);
      from = at;
    }
  });

  test('has with each figure the number of partners behind it', longTag(name), () => {
    // Looking ahead, so that one figure does not swallow the next.
    const figures = [...pdf.text.matchAll(/(?=(index [−+]?\d.{0,70}))/g)].map(([, words]) => words!);
    for (const words of figures) expect(words).toMatch(/^index \S+ \([^)]*\), \d+ partners|^index \S*\d\)/);
    for (const [whole, before] of pdf.text.matchAll(/(.{0,14})\(index \S*\d\)/g))
      expect(before, whole).toMatch(/\d+ partners? $/);
    const table = pdf.text.slice(pdf.text.lastIndexOf(t('words.table.part')));
    const rows = table.match(/\d+ (tot|to) \d+ \d+ /g) ?? [];
    const isSmall = isWithheld(input.scores.coverage);
    expect(figures.length).toBeGreaterThanOrEqual(isSmall ? 0 : 18);
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
