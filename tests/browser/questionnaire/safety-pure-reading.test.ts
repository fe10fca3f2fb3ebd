/**
 * Safety, 'Build first', rule 1: reading is pure. Scanners of mail and previews of links open a link in a real
 * browser, run its script and press everything. They give no answers, and so nothing may change.
 */
import { type Browser, type Page, TimeoutError } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { latestInstrument } from '../../../survey/versions.ts';
import { openTab, type PageOptions } from '../../support/browser.ts';
import { withMailedLinks } from '../../support/mailed-links.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { seedRound } from '../../support/seed.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let testApp: TestSite;
let address: string;
let browser: Browser;

beforeAll(async () => {
  testApp = await startTestSite();
  ({ address, browser } = testApp);
});
afterAll(() => testApp.stop());

/** Everything that the database holds: not one row, number or moment may differ afterwards. */
async function readEverything() {
  const tables = [
    'municipality',
    'network',
    'partner',
    'round',
    'round_partner',
    'invitation',
    'holder',
    'answer_page',
    'share',
    'profile',
  ];
  const contents = tables.map(async (table) => {
    const { rows } = await testApp.app.pg.query(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY 1`);
    return [table, rows.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
}

/** Milliseconds without a request after which nothing more comes of a press. */
const quiet = 200;
/** No longer than this: a request that the next page cut off may count as under way for ever. */
const patience = 10_000;
const passOverTimeout = (error: unknown) => {
  if (!(error instanceof TimeoutError)) throw error;
};
/** Opens a page, also when the press before it leads to a page or a file so late that this is cut off. */
async function open(page: Page, url: string, attempts = 3): Promise<void> {
  try {
    await page.goto(url);
  } catch (error) {
    if (attempts === 1 || !(error instanceof Error) || !error.message.includes('net::ERR_ABORTED'))
      throw error;
    await open(page, url, attempts - 1);
  }
}
const pressable = 'a[href], button, input[type=submit], summary';

/** Presses everything on a page, each time on a fresh copy of it; gives the pages of our own that this led to. */
async function pressEverything(page: Page, url: string): Promise<{ presses: number; found: string[] }> {
  await open(page, url);
  const count = (await page.$$(pressable)).length;
  const found: string[] = [];
  for (let index = 0; index < count; index += 1) {
    await open(page, url);
    const target = (await page.$$(pressable))[index];
    if (!target) continue;
    const mayLead = await target.evaluate((element) => {
      // The element's own way: also what is hidden, and nothing that lies in front stops it.
      if (element instanceof HTMLElement) element.click();
      const href = element.getAttribute('href');
      // No page comes after a file, that is downloaded.
      return !href?.startsWith('#') && !href?.endsWith('.pdf') && element.getAttribute('type') !== 'button';
    });
    if (mayLead) {
      // The page had its turn, and whatever it asked for then came: another page, or what the script sends.
      await page.evaluate(() => 0).catch(() => undefined);
      await page.waitForNetworkIdle({ idleTime: quiet, timeout: patience }).catch(passOverTimeout);
    }
    if (page.url().startsWith(address)) found.push(page.url());
  }
  return { presses: count, found };
}

async function pressThroughAll(page: Page, start: string): Promise<{ seen: Set<string>; presses: number }> {
  const seen = new Set<string>();
  let queue = [start];
  let presses = 0;
  while (queue.length > 0) {
    const url = queue.shift()!;
    const key = new URL(url).pathname + new URL(url).search;
    if (seen.has(key)) continue;
    seen.add(key);
    const result = await pressEverything(page, url);
    presses += result.presses;
    queue = [...queue, ...result.found];
  }
  return { seen, presses };
}

test.each([true, false])(
  'a program that presses everything on every page changes nothing, with JavaScript: %s',
  { tags: ['long'] },
  (javaScript) => pressAll({ javaScript }),
);

async function pressAll({ javaScript }: PageOptions) {
  const round = await withMailedLinks(testApp.app, await seedRound(testApp.app.db));
  const { path } = round.people.anna!;
  const anna = makeRespondent(testApp.app, path);
  await anna.fill('sharing', { 'values-1': '4', comment: 'Van Anna' }, 'stay');
  await anna.fill('contacts', { known: ['school', 'wonen'] }, 'stay');
  const lines = 'Eerste regel\n\nTweede regel';
  await anna.fill(
    'profile',
    { about: lines, contributions: ['food', 'work'], website: 'www.voorbeeld.nl' },
    'stay',
  );
  const before = await readEverything();

  const page = await openTab(browser, { javaScript });
  const { seen, presses } = await pressThroughAll(page, address + path);
  const pages = [
    ...latestInstrument.concepts.map(({ id }) => id),
    'conditions',
    'contacts',
    'contacts/details',
    'profile',
    'send',
    'copy',
    'social-map',
  ];
  for (const part of pages) expect([...seen]).toContain(`${path}/${part}`);
  expect(presses).toBeGreaterThan(50);

  expect(await readEverything()).toEqual(before);
  expect((await anna.open('sharing')).text).toContain('Van Anna');
}

test.each([true, false])(
  'a link survives 2 opens by a browser that presses everything it finds, with JavaScript: %s',
  (javaScript) => openOften(2, { javaScript }),
);

test(
  'a link survives 50 opens by a headless browser that presses everything it finds',
  { timeout: 300_000, tags: ['long'] },
  () => openOften(50, { javaScript: true }),
);

/** Each press is on a fresh copy of the page, and so counts as an open. */
async function openOften(opens: number, { javaScript }: PageOptions) {
  const round = await seedRound(testApp.app.db);
  const { path } = round.people.bram!;
  const bram = makeRespondent(testApp.app, path);
  await bram.fill('sharing', { 'values-1': '2' }, 'stay');
  const before = await readEverything();
  for (let opened = 0; opened < opens; ) {
    const page = await openTab(browser, { javaScript });
    const visit = await pressEverything(page, address + path);
    // And a page further; the test above goes through all of them.
    if (opened === 0) await pressEverything(page, visit.found[0]!);
    opened += 1 + visit.presses;
    await page.browserContext().close();
  }
  expect(await readEverything()).toEqual(before);
  expect((await bram.fill('sharing', { 'values-1': '3' }, 'next')).status).toBe(303);
}

test('GET, HEAD and OPTIONS change nothing, on any address below the link', async () => {
  const round = await seedRound(testApp.app.db);
  const { path } = round.people.carla!;
  const before = await readEverything();
  const pages = [
    '',
    'sharing',
    'sharing?open',
    'conditions',
    'contacts',
    'contacts/details',
    'profile',
    'social-map',
    'social-map?q=a',
    'social-map.pdf',
    'send',
    'sending',
    'thanks',
    'copy',
    '?lang=en',
    'nergens',
  ];
  for (const method of ['GET', 'HEAD', 'OPTIONS'] as const) {
    for (const page of pages) {
      const response = await testApp.app.inject({ method, url: `${path}/${page}`.replace(/\/(?=$|\?)/, '') });
      expect(response.statusCode).toBeLessThan(500);
    }
  }
  expect(await readEverything()).toEqual(before);
});
