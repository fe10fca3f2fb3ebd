/** The slides in a real browser: moved by keys, buttons and a swipe, below each other without a script, on paper and on a phone. */
import { createServer, type Server } from 'node:http';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPolicy } from '../../../../reports/document/document-policy.ts';
import { createPrinter } from '../../../../reports/print/printer.ts';
import { describeSlides } from '../../../../reports/slides/describe-slides.ts';
import { writePptx } from '../../../../reports/slides/pptx/write-pptx.ts';
import { renderSlides } from '../../../../reports/slides/render-slides.ts';
import { launchTestBrowser, openTab } from '../../../support/browser.ts';
import { findFaults } from '../../../support/check-accessibility.ts';
import {
  answerAlike,
  answerSixty,
  answerWeertAgain,
  hostileNames,
  makeAgreements,
  makeInput,
} from '../../../support/factsheet-inputs.ts';
import { readPdf } from '../../../support/read-pdf.ts';
import { readZip } from '../../../support/read-zip.ts';

const links = { pptx: '/slides.pptx', back: '/back' };
const weert = makeInput(answerWeertAgain(), {
  agreements: makeAgreements(
    8,
    'Samen een inloopuur in het Huis van de Wijk, elke eerste dinsdag van de maand',
  ),
});
const inputs = {
  weert,
  english: { ...weert, language: 'en' as const },
  longest: makeInput(answerSixty(), {
    agreements: makeAgreements(14, 'X'.repeat(300)),
    network: { name: 'Samen tegen armoede in alle wijken en dorpen '.repeat(6), madeUp: true },
  }),
  hostile: makeInput(
    answerAlike(hostileNames, (i) => (i % 5) + 1),
    {
      network: { name: 'X'.repeat(200), madeUp: false },
    },
  ),
  'too few': makeInput(answerAlike(['A', 'B', 'C'], () => 5)),
};
type Name = keyof typeof inputs;
const names = Object.keys(inputs) as Name[];
const pages = new Map(names.map((name) => [name, renderSlides(inputs[name], links)]));
const count = describeSlides(weert).length;

let browser: Browser;
let server: Server;
let home: string;
beforeAll(async () => {
  browser = await launchTestBrowser();
  server = createServer((request, response) => {
    const html = pages.get(decodeURIComponent(request.url!.slice(1)) as Name) ?? '<title>Elsewhere</title>';
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (html.includes('Content-Security-Policy'))
      response.setHeader('content-security-policy', readPolicy(html));
    response.end(html);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  home = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
});
afterAll(async () => {
  await browser.close();
  server.close();
});

async function open(name: Name, { width = 1280, height = 720, javaScript = true, hash = '' } = {}) {
  const page = await openTab(browser, { width, javaScript });
  await page.setViewport({ width, height });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text());
  });
  await page.goto(home + encodeURIComponent(name) + hash);
  if (javaScript) await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return { page, complaints };
}

const listSeen = (page: Page) =>
  page.$$eval('.slide', (slides) =>
    slides.filter((slide) => slide.checkVisibility()).map(({ id }) => Number(id)),
  );
const readHash = (page: Page) => page.evaluate(() => location.hash);

/** What does not fit in the slide on the screen: words below its foot, or beside it. */
const findOutside = (page: Page) =>
  page.$eval('.slide[data-current]', (slide) => {
    const box = slide.getBoundingClientRect();
    const foot = slide.querySelector('.slide-foot')!.getBoundingClientRect();
    return [...slide.querySelectorAll('h1, h2, .content *')]
      .filter((piece) => !piece.closest('.unseen'))
      .filter((piece) => {
        const { left, right, top, bottom } = piece.getBoundingClientRect();
        return left < box.left - 1 || right > box.right + 1 || top < box.top - 1 || bottom > foot.top + 2;
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 80));
  });

test('keys move one slide at a time, the address says which, and the way back leaves the presentation', async () => {
  const { page, complaints } = await open('weert');
  expect(await listSeen(page)).toEqual([1]);
  for (const key of ['ArrowRight', 'PageDown', 'Space', 'ArrowDown'] as const) await page.keyboard.press(key);
  expect([await listSeen(page), await readHash(page)]).toEqual([[5], '#5']);
  for (const key of ['ArrowLeft', 'PageUp', 'ArrowUp'] as const) await page.keyboard.press(key);
  expect(await listSeen(page)).toEqual([2]);
  await page.keyboard.down('Shift');
  await page.keyboard.press('Space');
  await page.keyboard.up('Shift');
  expect(await listSeen(page)).toEqual([1]);
  await page.keyboard.press('ArrowLeft');
  expect(await listSeen(page)).toEqual([1]);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  expect([await listSeen(page), await readHash(page)]).toEqual([[count], `#${count}`]);
  // Who listens hears the title.
  expect(await page.evaluate(() => document.activeElement!.textContent)).toBe('3 punten om uit te kiezen');
  expect(await page.evaluate(() => history.length)).toBe(2);
  expect(complaints).toEqual([]);
});

test('an address with a number opens that slide, and nonsense the first', async () => {
  expect(await listSeen((await open('weert', { hash: '#4' })).page)).toEqual([4]);
  expect(await listSeen((await open('weert', { hash: '#99' })).page)).toEqual([count]);
  expect(await listSeen((await open('weert', { hash: '#x' })).page)).toEqual([1]);
});

test('buttons move too, the space bar presses the one that it is on, and Escape shows all slides', async () => {
  const { page } = await open('weert');
  await page.click('[data-go=next]');
  expect(await page.$eval('#position', (status) => status.textContent)).toBe(`Dia 2 van ${count}`);
  await page.focus('[data-go=previous]');
  await page.keyboard.press('Space');
  expect(await listSeen(page)).toEqual([1]);
  expect(await page.$eval('[data-go=previous]', (button) => (button as HTMLButtonElement).disabled)).toBe(
    true,
  );
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  expect(await listSeen(page)).toHaveLength(count);
  await page.click('[data-go=present]');
  expect(await listSeen(page)).toEqual([2]);
});

test('the button fills the screen, and leaving it keeps the slide', async () => {
  const { page } = await open('weert', { hash: '#3' });
  await page.click('[data-go=full]');
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await page.keyboard.press('ArrowRight');
  await page.evaluate(() => document.exitFullscreen());
  await page.waitForFunction(() => document.fullscreenElement === null);
  expect(await listSeen(page)).toEqual([4]);
});

test('a swipe moves one slide', async () => {
  const { page } = await open('weert', { width: 1024, height: 768 });
  const swipe = async (from: number, to: number, down = 0) => {
    const finger = await page.touchscreen.touchStart(from, 300);
    await finger.move(to, 300 + down);
    await finger.end();
  };
  await swipe(600, 300);
  expect(await listSeen(page)).toEqual([2]);
  await swipe(600, 560, 250);
  expect(await listSeen(page)).toEqual([2]);
  await swipe(300, 600);
  expect(await listSeen(page)).toEqual([1]);
});

test.each(names)('%s: every slide fits the screen, and axe finds nothing on it', async (name) => {
  const { page, complaints } = await open(name);
  const slides = describeSlides(inputs[name]);
  for (const { title } of slides) {
    expect([title, await findOutside(page)]).toEqual([title, []]);
    expect([title, await findFaults(page)]).toEqual([title, []]);
    await page.keyboard.press('ArrowRight');
  }
  expect(complaints).toEqual([]);
});

test('on an old beamer and on a wide wall every slide fits too', { tags: ['long'] }, async () => {
  for (const name of names)
    for (const [width, height] of [
      [1024, 768],
      [1920, 1080],
      [2560, 1080],
      [800, 400],
    ] as const) {
      const { page } = await open(name, { width, height });
      for (const { title } of describeSlides(inputs[name])) {
        expect([name, width, title, await findOutside(page)]).toEqual([name, width, title, []]);
        await page.keyboard.press('ArrowRight');
      }
      await page.browserContext().close();
    }
});

test.each([true, false])(
  'on a phone all slides are below each other and nothing sticks out (script: %s)',
  async (javaScript) => {
    for (const name of names) {
      const { page } = await open(name, { width: 320, height: 640, javaScript });
      expect(await listSeen(page)).toHaveLength(describeSlides(inputs[name]).length);
      expect([name, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([name, 320]);
      if (javaScript) expect([name, await findFaults(page)]).toEqual([name, []]);
      await page.browserContext().close();
    }
  },
);

test('without a script all slides, their notes and the file are there on a wide screen', async () => {
  const { page } = await open('weert', { javaScript: false });
  expect(await listSeen(page)).toHaveLength(count);
  expect(await page.$$eval('details.say', (notes) => notes.length)).toBe(count);
  expect(await page.$eval('#controls', (controls) => controls.checkVisibility())).toBe(false);
  expect(await page.$$eval('#ways a', (ways) => ways.map((way) => way.getAttribute('href')))).toEqual([
    '/back',
    '/slides.pptx',
  ]);
  await page.goto(`${home}weert#4`);
  expect(await page.$eval('[id="4"]', (slide) => Math.abs(slide.getBoundingClientRect().top))).toBeLessThan(
    2,
  );
});

test('it prints one slide on each page, lying, with all words and without what to say', async () => {
  const printer = createPrinter({ chromiumPath: undefined, waiting: 10 });
  try {
    for (const name of names) {
      const slides = describeSlides(inputs[name]);
      const {
        pages: printed,
        sizes,
        isTagged,
        bookmarks,
        missing,
      } = await readPdf(await printer.print(pages.get(name)!));
      expect([name, printed.length]).toEqual([name, slides.length]);
      expect(new Set(sizes.map(([width, height]) => width > height))).toEqual(new Set([true]));
      expect([isTagged, missing]).toEqual([true, 0]);
      // A title that is broken into lines has no space there.
      const tight = (words: readonly string[]) => words.map((one) => one.replace(/\s/g, ''));
      const titles = tight(slides.map(({ title }) => title));
      expect(tight(bookmarks).filter((one) => titles.includes(one))).toEqual(titles);
      for (const [i, { blocks }] of slides.entries())
        for (const block of blocks)
          if (block.kind === 'table' && name !== 'longest')
            for (const { cells } of block.rows)
              expect(printed[i]!.replaceAll(' ', '')).toContain(cells.at(-1)!.replaceAll(' ', ''));
      expect(printed.join(' ')).not.toMatch(/Volgende|Wat u hierbij kunt zeggen/);
    }
  } finally {
    await printer.close();
  }
});

test('every part of the file to edit is XML that a parser takes', async () => {
  const page = await openTab(browser);
  for (const name of names) {
    const files = readZip(Buffer.from(await writePptx(inputs[name])));
    const workbooks = files
      .filter((file) => file.name.endsWith('.xlsx'))
      .flatMap(({ content }) => readZip(content));
    const parts = [...files, ...workbooks]
      .filter((file) => /\.(xml|rels)$/.test(file.name))
      .map((file) => [file.name, file.content.toString()] as const);
    const faults = await page.evaluate(
      (all) =>
        all.flatMap(([part, xml]) => {
          const found = new DOMParser().parseFromString(xml, 'application/xml').querySelector('parsererror');
          return found ? [`${part}: ${found.textContent}`] : [];
        }),
      parts,
    );
    expect([name, faults]).toEqual([name, []]);
  }
});
