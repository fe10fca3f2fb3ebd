/** The forms of the parts of a document: the first that fits on its pages is taken when it is printed. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageScript } from '../../../../reports/document/assets.ts';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import { createPrinter, type Printer } from '../../../../reports/print/printer.ts';
import { launchTestBrowser } from '../../../support/browser.ts';
import { goldenCases } from '../../../support/factsheet-inputs.ts';
import { readPdf } from '../../../support/read-pdf.ts';

let printer: Printer;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  printer = createPrinter();
  browser = await launchTestBrowser();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  await printer.close();
});

/** A page of 180 by 200 millimetres, in which `.line` is 10 high. */
const style = `
  @page { size: 200mm 220mm; margin: 10mm; }
  @page low { margin: 60mm 10mm; }
  body { margin: 0 }
  .line { height: 10mm; margin: 0; font: 10px serif; break-inside: avoid }
  [hidden] { display: none }
  @media print { [data-pages] + [data-pages] { break-before: page } [data-form~="dense"] .line { height: 5mm } }
  @media screen { .line { height: 1mm } }`;

function makeDocument(...parts: string[]): string {
  return `<!doctype html><title>x</title><style>${style}</style><body data-foot="x">${parts.join('')}<script>${pageScript}</script>`;
}

function makePart(marks: string, lines: number, more = ''): string {
  return `<div ${marks}><h2 class="line">Kop</h2>${'<p class="line">regel</p>'.repeat(lines - 1)}${more}</div>`;
}

async function listForms(
  html: string,
  medium: 'print' | 'screen' = 'print',
): Promise<(string | undefined)[][]> {
  await page.emulateMediaType(medium);
  await page.setContent(html);
  return page.evaluate(async () => {
    await Promise.all([400, 600].map((weight) => document.fonts.load(`${weight} 12px "Source Sans 3"`)));
    dispatchEvent(new Event('beforeprint'));
    return [...document.querySelectorAll<HTMLElement>('[data-pages]')].map(({ dataset }) => [
      dataset.form,
      dataset.fitted ?? 'too long',
    ]);
  });
}

describe('the first form that fits', () => {
  const forms = 'data-forms="wide,dense,dense pages-2"';

  test.each([
    [20, 'wide', '1'],
    [21, 'dense', '1'],
    [40, 'dense', '1'],
    [41, 'dense pages-2', '2'],
    [80, 'dense pages-2', '2'],
    [81, 'dense pages-2', 'too long'],
  ])('of %i lines on a page of twenty is %s', async (lines, form, pages) => {
    const html = makeDocument(makePart(`data-pages="1" ${forms}`, lines));
    expect(await listForms(html)).toEqual([[form, pages]]);
    expect(await listForms(html, 'screen')).toEqual([[form, pages]]);
  });

  test('is found for each part alone, on pages of its own', async () => {
    const html = makeDocument(
      makePart(`data-pages="1" ${forms}`, 30),
      makePart(`data-pages="2" ${forms}`, 30),
    );
    expect(await listForms(html)).toEqual([
      ['dense', '1'],
      ['wide', '2'],
    ]);
    expect((await readPdf(await printer.print(html))).pages).toHaveLength(3);
  });

  test('is found on the page with the name that the style sheet gives it', async () => {
    const html = makeDocument(makePart(`data-pages="1" style="page: low" ${forms}`, 12));
    expect(await listForms(html)).toEqual([['dense', '1']]);
  });

  test('has no line that sticks out of the page', async () => {
    const wide = (form: string, width: number) =>
      `<p data-in="${form}" style="white-space: nowrap"><b style="display: inline-block; width: ${width}mm">x</b></p>`;
    const html = makeDocument(
      makePart('data-pages="1" data-forms="a,b"', 2, wide('a', 185) + wide('b', 175)),
      makePart('data-pages="1" data-forms="a,b"', 2, wide('a', 178)),
    );
    expect(await listForms(html)).toEqual([
      ['b', '1'],
      ['a', '1'],
    ]);
  });

  test('has no picture that is higher than the page', async () => {
    const html = makeDocument(makePart('data-pages="1"', 1, '<svg height="400mm" width="10"></svg>'));
    expect(await listForms(html)).toEqual([['', 'too long']]);
  });

  test('decides what stands there; after the print the first form is back', async () => {
    const html = makeDocument(
      makePart(`data-pages="1" ${forms}`, 30, '<p data-in="wide">ruim</p><p data-in="dense" hidden>krap</p>'),
    );
    const pdf = await readPdf(await printer.print(html));
    expect([pdf.pages.length, pdf.text.includes('krap'), pdf.text.includes('ruim')]).toEqual([
      1,
      true,
      false,
    ]);
    await listForms(html);
    expect(await page.$eval('main, body', (body) => body.innerText)).toContain('krap');
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.$eval('main, body', (body) => body.innerText)).toContain('ruim');
  });
});

test('a document of which a part fits in no form is not printed, and the printer says which', async () => {
  const html = makeDocument(makePart('data-pages="1" data-forms="wide,dense"', 41));
  await expect(printer.print(html)).rejects.toThrow('Too much to print: no form of this part fits: Kop');
  expect(
    (await readPdf(await printer.print(makeDocument(makePart('data-pages="1"', 20))))).pages,
  ).toHaveLength(1);
});

test('parts of a document whose script is gone are not printed as if they fit', async () => {
  const html = makeDocument(makePart('data-pages="1"', 3)).replace(/<script>.*<\/script>/s, '');
  await expect(printer.print(html)).rejects.toThrow('no form of this part fits: Kop');
});

describe.each(Object.keys(goldenCases))('the factsheet of %s', (name) => {
  const html = renderFactsheet(goldenCases[name]!());

  test('gets the same forms when somebody prints it from the screen', async () => {
    expect(await listForms(html, 'screen')).toEqual(await listForms(html, 'print'));
  });

  test('has its most generous form on the screen, before printing and after', async () => {
    await page.emulateMediaType('screen');
    await page.setContent(html);
    const words = await page.$eval('main', (main) => main.innerText);
    const forms = await page.$$eval('[data-forms]', (parts) =>
      parts.map((part) => [part.getAttribute('data-form')!, part.getAttribute('data-forms')!] as const),
    );
    for (const [form, all] of forms) expect(form).toBe(all.split(',')[0]);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.$eval('main', (main) => main.innerText)).toBe(words);
    const names = await page.$$eval('.legend bdi, .agreements bdi', (all) =>
      all.filter((name) => name.checkVisibility()).map((name) => name.textContent),
    );
    expect(names.filter((name) => name.includes('…'))).toEqual([]);
  });
});
