import { createServer, type Server } from 'node:http';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPolicy } from '../../../../reports/document/document-policy.ts';
import { launchTestBrowser, openTab } from '../../../support/browser.ts';
import { findFaults } from '../../../support/check-accessibility.ts';
import { hostileNames } from '../../../support/factsheet-inputs.ts';
import { mapPages as pages } from '../../../support/map-pages.ts';

let browser: Browser;
let server: Server;
let home: string;

beforeAll(async () => {
  browser = await launchTestBrowser();
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const html = pages[request.url!.slice(1)];
    if (html !== undefined) response.setHeader('content-security-policy', readPolicy(html));
    response.end(html);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  home = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
});
afterAll(async () => {
  await browser.close();
  server.close();
});

async function open(name: string, width: number, hasScript = true) {
  const page = await openTab(browser, { width });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => complaints.push(message.text()));
  await page.setJavaScriptEnabled(hasScript);
  await page.goto(home + name);
  return { page, complaints: () => complaints.filter((complaint) => !complaint.includes('favicon')) };
}

const linesOf = (page: Page) =>
  page.$$eval(
    '.wide .lines line',
    (lines) => lines.filter((line) => getComputedStyle(line).display !== 'none').length,
  );

/** What stands beside the drawing about the partner that was chosen; undefined when none is. */
const readChosen = (page: Page) =>
  page.$eval('.chosen-partner', (card) =>
    (card as HTMLElement).hidden
      ? undefined
      : [...card.querySelectorAll('h2, li')].map((line) => (line as HTMLElement).innerText),
  );

test.each(Object.keys(pages))('the map of %s fits each screen, and axe finds nothing', async (name) => {
  for (const width of [320, 1280]) {
    const { page, complaints } = await open(name, width);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await findFaults(page)).toEqual([]);
    expect(complaints()).toEqual([]);
    await page.close();
  }
});

test('a partner is chosen on the drawing: its contacts stand beside it, and the others fade', async () => {
  const { page } = await open('weert', 1280);
  expect(await readChosen(page)).toBeUndefined();
  const sign = await page.$('.wide [role="button"][aria-label^="Supermarkt"]');
  await sign!.click();
  expect(await readChosen(page)).toEqual([
    'Supermarkt Van den Akker, 1 contact',
    'Voedselbank De Mand Elke week of vaker',
  ]);
  expect(await page.$$eval('.wide .kinds > g:not(.faint)', (signs) => signs.length)).toBe(2);
  expect(await findFaults(page)).toEqual([]);
  await page.click('.chosen-partner .clear');
  expect(await readChosen(page)).toBeUndefined();
  expect(await page.$$eval('.wide .faint', (pieces) => pieces.length)).toBe(0);
  await page.close();
});

test('by keyboard: Enter chooses the sign that has the focus, Escape shows all again', async () => {
  const { page } = await open('weert', 1280);
  await page.$eval('.wide [role="button"][aria-label^="Voedselbank"]', (sign) =>
    (sign as SVGElement).focus(),
  );
  await page.keyboard.press('Enter');
  expect((await readChosen(page))![0]).toBe('Voedselbank De Mand, 8 contacten');
  expect(await page.$eval('.chosen-partner', (card) => card.textContent)).toContain(
    'Wij delen elke week uit.',
  );
  expect(await page.$$eval('.wide [aria-pressed="true"]', (signs) => signs.length)).toBe(1);
  await page.keyboard.press('Escape');
  expect(await readChosen(page)).toBeUndefined();
  await page.close();
});

test('who opens a partner in the list sees it on the drawing too', async () => {
  const { page } = await open('sixty', 1280);
  await page.click('details[data-partner="9"] summary');
  await page.waitForSelector('.wide .picked');
  expect(await page.$eval('.wide .picked', (sign) => (sign as SVGElement).dataset.partner)).toBe('9');
  await page.close();
});

test('kinds that are not chosen leave the drawing and the list, with their lines', async () => {
  const { page } = await open('weert', 1280);
  const before = await linesOf(page);
  await page.click('.of-kinds input[value="1"]');
  expect(await linesOf(page)).toBe(before - 15);
  expect(
    await page.$$eval('.of-kind[hidden]', (groups) =>
      groups.map((group) => (group as HTMLElement).dataset.kind),
    ),
  ).toEqual(['1']);
  expect(await page.$eval('.count', (count) => (count as HTMLElement).innerText)).toBe(
    `Aantal contacten op de kaart: ${before - 15} van ${before}`,
  );
  await page.close();
});

test('a dense network begins with the contacts of the factsheet, and shows all when that is chosen', async () => {
  const { page } = await open('dense', 1280);
  expect(await linesOf(page)).toBe(23);
  await page.select('#often', '0');
  expect(await linesOf(page)).toBe(276);
  await page.select('#often', '4');
  expect(await linesOf(page)).toBe(23);
  // In the list too: of a partner in the middle the two of every week are left.
  const seen = await page.$$eval(
    'details[data-partner="12"] li:not([hidden])',
    (contacts) => contacts.length,
  );
  expect(seen).toBeLessThanOrEqual(2);
  await page.close();
});

test('the way to another round is a link, and this one is named', async () => {
  const { page } = await open('weert', 320);
  expect(await page.$eval('.rounds [aria-current]', (round) => round.textContent)).toBe('2026');
  expect(await page.$eval('.rounds a', (round) => round.getAttribute('href'))).toBe('/weert-2025');
  await page.close();
});

test('without a script there are the drawing and a list that opens, and nothing that does nothing', async () => {
  const { page } = await open('weert', 1280, false);
  expect(await linesOf(page)).toBe(52);
  await page.click('details[data-partner="1"] summary');
  const contacts = await page.$$eval('details[open] li', (lines) => lines.length);
  expect(contacts).toBe(15);
  expect(
    await page.$$eval(
      '.network-map :is(button, select, input)',
      (all) => all.filter((one) => one.checkVisibility()).length,
    ),
  ).toBe(0);
  await page.close();
});

test('where too few took part the page says so, and shows no name', async () => {
  const { page } = await open('few', 1280);
  const text = await page.$eval('main', (main) => (main as HTMLElement).innerText);
  expect(text).toContain('Er is nog geen kaart');
  for (const name of hostileNames.slice(4)) expect(text).not.toContain(name.slice(0, 12));
  await page.close();
});

/** What the browser is given to save. */
function save(page: Page, kind: 'svg' | 'png'): Promise<{ name: string; type: string; data: string }> {
  return page.evaluate(
    (value) =>
      new Promise<{ name: string; type: string; data: string }>((done) => {
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob: Blob) => {
          URL.createObjectURL = make;
          const reader = new FileReader();
          const address = make.call(URL, blob);
          addEventListener(
            'click',
            (event) => {
              event.preventDefault();
              const { download } = event.target as HTMLAnchorElement;
              reader.onload = () => done({ name: download, type: blob.type, data: String(reader.result) });
              reader.readAsDataURL(blob);
            },
            { once: true, capture: true },
          );
          HTMLAnchorElement.prototype.click = function click() {
            document.body.append(this);
            this.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
            this.remove();
          };
          return address;
        };
        document
          .querySelector<HTMLButtonElement>(`.save button[value="${value}"]`)!
          .dispatchEvent(new MouseEvent('click'));
      }),
    kind,
  );
}

test('the map is saved as SVG with title, date, legend and what is seen, and as PNG with ink on it', async () => {
  const { page, complaints } = await open('sixty', 1280);
  await page.click('.of-kinds input[value="1"]');
  const svg = await save(page, 'svg');
  expect([svg.name, svg.type]).toEqual([
    'Netwerkkaart Keten rond armoede (voorbeeld) 2026.svg',
    'image/svg+xml',
  ]);
  const text = Buffer.from(svg.data.split(',')[1]!, 'base64').toString();
  for (const words of [
    'Keten rond armoede (voorbeeld)',
    'Afgesloten op',
    'Welzijn',
    'Ongeveer elke maand',
    'Aantal contacten op de kaart: ',
  ])
    expect(text).toContain(words);
  expect(text).not.toMatch(/var\(--(?!tone|teal|copper|ink)|https?:\/\/(?!www\.w3\.org)/);
  const png = await save(page, 'png');
  expect([png.name, png.type]).toEqual(['Netwerkkaart Keten rond armoede (voorbeeld) 2026.png', 'image/png']);
  const inked = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = data;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
    return { width: canvas.width, dark: pixels.filter((value, i) => i % 4 === 0 && value < 60).length };
  }, png.data);
  expect(inked.width).toBe(2040);
  expect(inked.dark).toBeGreaterThan(20_000);
  expect(complaints()).toEqual([]);
  await page.close();
});
