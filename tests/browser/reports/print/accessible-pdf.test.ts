/** A factsheet or a social map on paper for who listens to it: the rules of PDF/UA-1 that can be read from the file. */
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderMirror } from '../../../../reports/mirror/render-mirror.ts';
import { createPrinter, type Printer } from '../../../../reports/print/printer.ts';
import { renderSocialMap } from '../../../../reports/social-map/render-social-map.ts';
import { launchTestBrowser } from '../../../support/browser.ts';
import { answerWeert, makeInput } from '../../../support/factsheet-inputs.ts';
import { picturedCases } from '../../../support/golden.ts';
import { type ReadPdf, readPdf } from '../../../support/read-pdf.ts';
import { type ReadTags, readTags } from '../../../support/read-tags.ts';
import { makeMap, sixtyMap } from '../../../support/social-map-inputs.ts';

const documents: Record<string, () => string> = {
  ...picturedCases,
  'social-map-of-sixty-en': () => renderSocialMap(makeMap(sixtyMap, { language: 'en' })),
  partner: () =>
    renderMirror(makeInput(answerWeert(), {}, { kind: 'partner', partner: 'voedselbank' }), 'voedselbank'),
};

let printer: Printer;
let browser: Browser;
beforeAll(async () => {
  printer = createPrinter();
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser.close();
  await printer.close();
});

/** The levels of the headings that the document shows: on paper in the forms that fit there. */
async function listHeadings(html: string, medium: 'print' | 'screen'): Promise<number[]> {
  const page = await browser.newPage();
  await page.emulateMediaType(medium);
  await page.setContent(html);
  if (medium === 'print') await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const levels = await page.$$eval('h1, h2, h3, h4, h5, h6', (headings) =>
    headings.filter((heading) => heading.checkVisibility()).map(({ tagName }) => Number(tagName[1])),
  );
  await page.close();
  return levels;
}

/** In `npm test` one document of each kind. */
const kinds = ['complete', 'social-map', 'partner'];
const others = Object.keys(documents).filter((name) => !kinds.includes(name));
describe.each(kinds)('the PDF of %s', describePdf);
describe.each(others)('the PDF of %s', { tags: ['long'] }, describePdf);

function describePdf(name: string): void {
  let html: string;
  let pdf: ReadPdf;
  let read: ReadTags;
  beforeAll(async () => {
    html = documents[name]!();
    const bytes = await printer.print(html);
    [pdf, read] = await Promise.all([readPdf(bytes), readTags(bytes)]);
  });
  const roles = () => read.tags.map(({ role }) => role);

  test('says that it is PDF/UA, with the title and the language of the page', () => {
    expect(read.metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
    const title = /<title>(.*?)<\/title>/.exec(html)![1]!;
    expect(read.metadata).toContain(`<rdf:li xml:lang="x-default">${title}</rdf:li>`);
    expect(pdf).toMatchObject({ title, isTagged: true, language: name.endsWith('-en') ? 'en' : 'nl' });
  });

  test('paints nothing that is neither tagged nor called decoration', () => {
    expect(read.unmarked).toEqual([]);
    expect(read.artifacts).toMatch(/\d\s*\/\s*\d/);
  });

  test('has one first heading, and no heading that skips a level; the document says the same', async () => {
    const levels = roles().flatMap((role) => (/^H\d$/.test(role) ? [Number(role[1])] : []));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    for (const [i, level] of levels.entries())
      if (i > 0) expect(level - levels[i - 1]!, `heading ${i + 1}`).toBeLessThanOrEqual(1);
    expect(levels).toEqual(await listHeadings(html, 'print'));
    const onScreen = await listHeadings(html, 'screen');
    expect(onScreen.length).toBeGreaterThanOrEqual(levels.length);
    expect(onScreen.every((level, i) => i === 0 || level - onScreen[i - 1]! <= 1)).toBe(true);
    expect(pdf.bookmarks).toHaveLength(levels.length);
  });

  test('has an alternative text for each figure', () => {
    const figures = read.tags.filter(({ role }) => role === 'Figure');
    // The drawing for a phone is not printed.
    const printed = html.replaceAll(/<svg class="narrow"[^>]*>/g, '');
    expect(figures).toHaveLength([...printed.matchAll(/role="img"|<img /g)].length);
    for (const { alt } of figures) expect(alt?.length).toBeGreaterThan(20);
  });

  test('has lists of items with a body, and tables of rows with heads', () => {
    for (const { role, children } of read.tags) {
      if (role === 'L') expect(new Set(children.map((child) => child.role))).toEqual(new Set(['LI']));
      if (role === 'LI') expect(children.map((child) => child.role)).toContain('LBody');
      if (role === 'LI') for (const child of children) expect(['Lbl', 'LBody']).toContain(child.role);
      if (role === 'TR') expect(children[0]?.role).toBe('TH');
    }
    // Rows of a head stand once more where a table goes on; all others once. Cells to write in have no tag: they are empty.
    const isOfHead = (cells: readonly string[]) => cells.every((cell) => cell === 'TH');
    const rows = read.tags
      .filter(({ role }) => role === 'TR')
      .map(({ children }) => children.map(({ role }) => role));
    const written = [...html.matchAll(/<tr[ >].*?<\/tr>/gs)].map(([row]) =>
      [...row.matchAll(/<t([hd])(?: [^>]*)?>(?!<\/t)/g)].map(([, kind]) => `T${kind!.toUpperCase()}`),
    );
    expect(rows.filter((cells) => !isOfHead(cells))).toHaveLength(
      written.filter((cells) => !isOfHead(cells)).length,
    );
    const more = rows.length - written.length;
    expect(more).toBeGreaterThanOrEqual(0);
    expect(more).toBeLessThan(pdf.pages.length);
    expect(html).not.toMatch(/<th(?![^>]*scope=)[ >]/);
  });
}

test('a title with what XML means something by is written as text', async () => {
  const { metadata } = await readTags(
    await printer.print('<!doctype html><html lang="nl"><title>A &amp; &lt;B&gt;</title><h1>x</h1>'),
  );
  expect(metadata).toContain('A &#38; &#60;B&#62;');
});

test.each(['<!doctype html><title>Leeg</title>', '<!doctype html><title>Kort</title><p>x'])(
  'a page with little or nothing on it prints: %s',
  async (html) => {
    const { metadata, unmarked } = await readTags(await printer.print(html));
    expect(metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(unmarked).toEqual([]);
  },
);
