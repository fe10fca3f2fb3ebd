/**
 * The looks: a municipality's token file colours every page, and with the themes that two municipalities could
 * bring today everything can still be read.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchTestBrowser, openTab } from '../../support/browser.ts';
import { callApi, openRound } from '../../support/call-api.ts';
import { findFaults } from '../../support/check-accessibility.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { signIn } from '../../support/sign-in.ts';
import { listen, startTestApp, type TestApp } from '../../support/test-app.ts';

let browser: Browser;
const apps: TestApp[] = [];

beforeAll(async () => {
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser.close();
  for (const app of apps) await app.stop();
});

async function start(themeFile: string | undefined) {
  const testApp = await startTestApp(themeFile === undefined ? {} : { THEME_FILE: themeFile });
  apps.push(testApp);
  const round: SeededRound = await seedRound(testApp.app.db);
  return { testApp, round, address: await listen(testApp.app), anna: round.people.anna!.path };
}

function writeTheme(content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'ketenspiegel-theme-')), 'theme.css');
  writeFileSync(path, content);
  return path;
}

const styleOf = (page: Page, selector: string, property: string) =>
  page.$eval(selector, (element, name) => getComputedStyle(element).getPropertyValue(name), property);

const signInTab = (page: Page, cookie: string) =>
  page
    .browserContext()
    .setCookie({ name: 'session', value: cookie.split('=')[1]!, domain: '127.0.0.1', path: '/' });

const primaryButton = '.utrecht-button--primary-action';

test('without a theme file our own look is there', async () => {
  const { address, anna } = await start(undefined);
  const page = await openTab(browser);
  await page.goto(address + anna);
  expect(await styleOf(page, primaryButton, 'background-color')).toBe('rgb(11, 79, 108)');
  expect(await styleOf(page, 'body', 'background-color')).toBe('rgb(250, 247, 242)');
  expect(await styleOf(page, 'h1', 'color')).toBe('rgb(7, 58, 80)');
});

test('a file with a few tokens changes these, and leaves the rest', async () => {
  const token = '--utrecht-button-primary-action-background-color: rgb(120, 0, 80);';
  const { address, anna } = await start(writeTheme(`:root { ${token} }`));
  const page = await openTab(browser);
  await page.goto(address + anna);
  expect(await styleOf(page, primaryButton, 'background-color')).toBe('rgb(120, 0, 80)');
  expect(await styleOf(page, 'h1', 'color')).toBe('rgb(7, 58, 80)');
  // The bar of the questionnaire is no component of the library, and goes along.
  await page.goto(`${address}${anna}/sharing`);
  expect(await styleOf(page, 'html', '--ketenspiegel-brand')).toBe('rgb(120, 0, 80)');
});

test('the example of docs/theme.md gives pages that can be read', async () => {
  const [, example] = /```css\n(.*?)```/s.exec(readFileSync('docs/theme.md', 'utf8'))!;
  const { address, anna, testApp, round } = await start(writeTheme(example!));
  const { cookie } = await signIn(testApp.app, 'operator');
  const page = await openTab(browser);
  await signInTab(page, cookie);
  for (const path of [anna, `${anna}/sharing?open#open`, `/desk/rounds/${round.roundId}`]) {
    await page.goto(address + path);
    expect(await styleOf(page, primaryButton, 'background-color')).toBe('rgb(122, 31, 92)');
    expect(await findFaults(page)).toEqual([]);
  }
});

test('a theme in a class of its own takes the place of our look', async () => {
  const { address, anna } = await start(
    writeTheme('.weert-theme { --utrecht-button-primary-action-background-color: rgb(120, 0, 80); }'),
  );
  const page = await openTab(browser);
  await page.goto(address + anna);
  expect(await page.$eval('html', (html) => html.className)).toBe('weert-theme');
  expect(await styleOf(page, primaryButton, 'background-color')).toBe('rgb(120, 0, 80)');
  expect(await styleOf(page, 'h1', 'color')).not.toBe('rgb(7, 58, 80)');
});

describe.each([
  ['Utrecht', import.meta.resolve('@utrecht/design-tokens/dist/theme.css'), 'rgb(36, 87, 143)'],
  [
    'Voorbeeld',
    import.meta.resolve('@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css'),
    'rgb(81, 21, 239)',
  ],
])('with the theme %s', (_name, file, brand) => {
  let address: string;
  let paths: Record<string, string>;
  let session: string;

  beforeAll(async () => {
    const started = await start(fileURLToPath(file));
    address = started.address;
    const call = callApi(started.testApp);
    const { round } = await openRound(call, {});
    const { json: invitations } = await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 });
    for (const [index, { id }] of invitations.entries()) {
      await answer(started.testApp.app.db, {
        invitationId: id,
        opinion: [5, 4, 2, 5, 1, 3][index]!,
        knows: ['p6'],
      });
    }
    await call('PUT', `/rounds/${round}/closure`);
    const { json: share } = await call('POST', `/rounds/${round}/shares`, { scope: 'overview' });
    paths = {
      start: started.anna,
      forgotten: `${started.anna}/sharing?open#open`,
      send: `${started.anna}/send`,
      overview: new URL(share.url).pathname,
      refused: '/invitations/none',
      api: '/api',
      'sign-in': '/sign-in',
      desk: '/desk/networks',
      network: `/desk/networks/${started.round.networkId}`,
      partners: `/desk/networks/${started.round.networkId}/partners`,
      round: `/desk/rounds/${started.round.roundId}`,
    };
    session = (await signIn(started.testApp.app, 'operator')).cookie;
  });

  test('a button has the colour of the theme', async () => {
    const page = await openTab(browser);
    await page.goto(address + paths.start);
    expect(await styleOf(page, primaryButton, 'background-color')).toBe(brand);
  });

  const looks = [
    { names: ['forgotten'], tags: [] },
    { names: ['round', 'start', 'send', 'overview', 'refused', 'api'], tags: ['long'] },
    { names: ['sign-in', 'desk', 'network', 'partners'], tags: ['long'] },
  ];
  for (const { names, tags } of looks) {
    test.each(names)('the page %s can be read and fits a phone', { tags }, async (name) => {
      const page = await openTab(browser, { width: 320 });
      await signInTab(page, session);
      const shown = await page.goto(address + paths[name]);
      expect(shown!.status()).toBe(name === 'refused' ? 404 : 200);
      expect(await findFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    });
  }
});

test('a stylesheet is the same compressed and not, and a name that does not exist is nowhere', async () => {
  const { testApp, address } = await start(undefined);
  for (const [name, { address: path }] of testApp.app.assets) {
    const compressed = await fetch(address + path, { headers: { 'accept-encoding': 'gzip' } });
    const plain = await fetch(address + path, { headers: { 'accept-encoding': 'identity' } });
    expect(compressed.headers.get('content-encoding'), name).toBe('gzip');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.headers.get('cache-control')).toMatch(/immutable/);
    expect(await compressed.text()).toBe(await plain.text());
    const older = await fetch(`${address}/assets/${name}?v=00000000`);
    expect(older.headers.get('cache-control')).toBe('no-cache');
  }
  for (const path of ['/assets/none.css', '/assets/../config.ts', '/assets/%2e%2e%2fconfig.ts', '/assets/'])
    expect((await fetch(address + path)).status, path).toBe(404);
});
