import { createServer, type Server } from 'node:http';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPolicy } from '../../../../reports/document/document-policy.ts';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import { estimateWidth } from '../../../../reports/map/break-name.ts';
import { renderMirror } from '../../../../reports/mirror/render-mirror.ts';
import { launchTestBrowser, openTab } from '../../../support/browser.ts';
import { findFaults } from '../../../support/check-accessibility.ts';
import {
  answerAlike,
  answerSixty,
  answerWeert,
  goldenCases,
  hostileNames,
  makeInput,
  tie,
} from '../../../support/factsheet-inputs.ts';

const hostile = answerAlike(hostileNames, (i) => 1 + (i % 5), [tie(1, 2), tie(2, 3)]);
const hostileInput = makeInput(hostile, {
  network: { name: hostileNames[1]!, madeUp: true },
  municipality: { code: 'GM0988', name: hostileNames[8]! },
});
const few = answerAlike(hostileNames, (i) => (i < 4 ? 3 : undefined));
const asPartner = (id: string) => ({ kind: 'partner', partner: id }) as const;

const pages: Record<string, string> = {
  weert: renderFactsheet(makeInput(answerWeert())),
  english: renderFactsheet(makeInput(answerWeert(), { language: 'en' })),
  sixty: renderFactsheet(makeInput(answerSixty())),
  own: renderFactsheet(goldenCases.own!()),
  few: renderFactsheet(makeInput(few)),
  hostile: renderFactsheet(hostileInput),
  partner: renderMirror(makeInput(answerWeert(), {}, asPartner('voedselbank')), 'voedselbank'),
  'partner without answers': renderMirror(
    makeInput(answerWeert(), {}, asPartner('supermarkt')),
    'supermarkt',
  ),
  'hostile partner': renderMirror(makeInput(hostile, {}, asPartner('P7')), 'P7'),
};

let browser: Browser;
let server: Server;
let home: string;

beforeAll(async () => {
  browser = await launchTestBrowser();
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const html = pages[decodeURIComponent(request.url!.slice(1))];
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

/** Opens a page when its chart, if it has one, is drawn; collects what the browser complains about. */
async function open(name: string, width: number): Promise<{ page: Page; complaints: string[] }> {
  const page = await openTab(browser, { width });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('request', (request) => {
    if (
      request.url() !== page.url() &&
      !request.url().startsWith('data:') &&
      !request.isNavigationRequest()
    ) {
      complaints.push(request.url());
    }
  });
  await page.goto(home + encodeURIComponent(name));
  await page.waitForFunction(() => {
    const canvas = document.querySelector('canvas');
    return !canvas || canvas.clientHeight > 300;
  });
  return { page, complaints };
}

test.each(Object.keys(pages))(
  'the page of %s fits a phone and a desk, loads nothing and complains about nothing',
  async (name) => {
    for (const width of [320, 360, 1200]) {
      const { page, complaints } = await open(name, width);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(complaints.filter((complaint) => !complaint.includes('favicon'))).toEqual([]);
      await page.close();
    }
  },
);

const looks = [
  { width: 360, names: ['weert', 'few', 'partner'], tags: [] },
  { width: 360, names: ['hostile', 'partner without answers'], tags: ['long'] },
  { width: 1200, names: ['weert', 'partner'], tags: ['long'] },
];
for (const { width, names, tags } of looks) {
  test.each(names)(`axe finds nothing on the page of %s at ${width} pixels`, { tags }, async (name) => {
    const { page } = await open(name, width);
    expect(await findFaults(page)).toEqual([]);
    await page.close();
  });
}

test.each(['weert', 'english', 'sixty', 'own', 'partner'])(
  'on a phone no word of %s is cut or sticks out of its box, and each figure of a card keeps its label',
  async (name) => {
    const { page } = await open(name, 320);
    const faults = await page.evaluate(() => {
      const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let node = words.nextNode(); node; node = words.nextNode()) {
        const parent = node.parentElement!;
        const isDrawn = parent.closest('svg, script, style, noscript, .hidden-visually, caption, thead');
        if (isDrawn || !parent.checkVisibility() || node.textContent!.trim() === '') continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const { left, right } of range.getClientRects())
          if (left < -0.5 || right > 320.5) found.push(node.textContent!.trim());
      }
      for (const cell of document.querySelectorAll<HTMLElement>('.figures td.number'))
        if (!getComputedStyle(cell, '::before').content.includes(': '))
          found.push(`no label: ${cell.innerText}`);
      return found;
    });
    expect(faults).toEqual([]);
    await page.close();
  },
);

test('hostile names stay names: nothing runs, and the title is that of the factsheet', async () => {
  const { page } = await open('hostile', 1200);
  expect(await page.title()).toMatch(/^Factsheet <\/script>/);
  expect(await page.$$eval('script:not([id])', (scripts) => scripts.length)).toBe(1);
  expect(await page.$$eval('img', (images) => images.length)).toBe(0);
  await page.close();
});

test.each(['weert', 'sixty', 'hostile'])('on the map of %s no words overlap or stick out', async (name) => {
  const { page } = await open(name, 1200);
  const boxes = await page.$$eval('.map .drawing > .wide text', (texts) =>
    texts.map((text) => {
      const { x, y, width, height } = text.getBoundingClientRect();
      // Letters do not fill the whole height of their line.
      return { words: text.textContent, x, y: y + height * 0.15, width, height: height * 0.7 };
    }),
  );
  const [figure] = await page.$$eval('.map .drawing', ([element]) => {
    const { x, width } = element!.getBoundingClientRect();
    return [{ left: x, right: x + width }];
  });
  boxes.forEach((a, i) => {
    expect(a.x, a.words).toBeGreaterThanOrEqual(figure!.left - 1);
    expect(a.x + a.width, a.words).toBeLessThanOrEqual(figure!.right + 1);
    for (const b of boxes.slice(i + 1)) {
      const apart =
        a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      expect(apart, `${a.words} / ${b.words}`).toBe(true);
    }
  });
  await page.close();
});

test('the width of a name is never estimated too narrow', async () => {
  const { page } = await open('weert', 1200);
  const names = [
    ...answerWeert().partners.map(({ name }) => name),
    'WMWMWMWM GGD JGZ AMW',
    'iiii llll ffff tttt',
    'Ÿvõnne Šárka Łódź & Zoë',
    '0123456789 (a/b) – c',
    'THUISZORG MIDDEN-LIMBURG',
  ];
  const widths = await page.evaluate((texts) => {
    const label = document.querySelector('.wide .labels text')!;
    return texts.map((text) => {
      label.textContent = text;
      return (label as SVGTextElement).getComputedTextLength();
    });
  }, names);
  names.forEach((name, i) => {
    expect(estimateWidth(name), name).toBeGreaterThanOrEqual(widths[i]!);
  });
  await page.close();
});
