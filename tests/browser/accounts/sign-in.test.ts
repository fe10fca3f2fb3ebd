/** Signing in as people do: the first account, a form that came too late, and a municipality's own provider. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFirstLink } from '../../../server/accounts/sign-in/sign-in-links.ts';
import { actAs } from '../../../server/log/act.ts';
import { openTab, press } from '../../support/browser.ts';
import { findFaults } from '../../support/check-accessibility.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { startProvider, type TestProvider } from '../../support/oidc-provider.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

const password = 'een lange zin als wachtwoord';
let browser: Browser;
let provider: TestProvider;
let server: TestSite;
let base: string;
/** Of the operator. */
let page: Page;

beforeAll(async () => {
  const port = await findFreePort();
  base = `http://127.0.0.1:${port}`;
  provider = await startProvider(base);
  server = await startTestSite({ PUBLIC_URL: base, ...provider.env }, port);
  ({ browser } = server);
});
afterAll(async () => {
  await server.stop();
  await provider.stop();
});

/** Nothing that axe calls wrong, and nothing that sticks out on a small phone. */
async function expectAccessible(page: Page) {
  await page.setViewport({ width: 320, height: 640 });
  expect(await findFaults(page)).toEqual([]);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excess, page.url()).toBeLessThanOrEqual(0);
  await page.setViewport({ width: 1100, height: 800 });
}

async function type(page: Page, name: string, text: string) {
  await page.$eval(`#field-${name}`, (field) => {
    (field as HTMLInputElement).value = '';
  });
  await page.type(`#field-${name}`, text);
}

test('the first operator: a slip, the account', async () => {
  page = await openTab(browser);
  const token = await makeFirstLink(actAs(server.app, { kind: 'job' }));
  await page.goto(`${base}/first/${token}`);
  await expectAccessible(page);
  await type(page, 'name', 'Olga');
  await type(page, 'email', 'olga@example.org');
  await type(page, 'password', 'kort');
  await press(page, 'Account maken');
  expect(await page.$eval('main', (main) => main.textContent)).toContain('te kort');
  await expectAccessible(page);
  await type(page, 'password', password);
  await press(page, 'Account maken');
  expect(page.url()).toBe(`${base}/desk/networks`);
});

test.each(['accounts', 'accounts/new', 'account', 'log', 'log?from=2020-01-01&to=2020-01-02'])(
  'the page %s of the operator',
  async (path) => {
    await page.goto(`${base}/desk/${path}`);
    await expectAccessible(page);
  },
);

test('a form that came too late is saved after signing in, and signing out is final', async () => {
  await page.goto(`${base}/desk/account`);
  await type(page, 'name', 'Olga <b> "de Vries"');
  await server.app.db.deleteFrom('session').execute();
  await press(page, 'Opslaan');
  expect(await page.$eval('h1', (heading) => heading.textContent)).toBe('Inloggen');
  await expectAccessible(page);
  await type(page, 'email', 'olga@example.org');
  await type(page, 'password', password);
  await Promise.all([page.waitForNavigation(), page.click('form[action="/sign-in"] button')]);
  await expectAccessible(page);
  await press(page, 'Nu opslaan');
  expect(page.url()).toBe(`${base}/desk/account?done=saved`);
  expect(await page.$eval('#field-name', (field) => (field as HTMLInputElement).value)).toBe(
    'Olga <b> "de Vries"',
  );

  await press(page, 'Uitloggen');
  expect(await page.$eval('main', (main) => main.textContent)).toContain('U bent uitgelogd.');
  await expectAccessible(page);
  // Going back shows no page of before.
  await page.goBack();
  expect(await page.$eval('h1', (heading) => heading.textContent)).toBe('Inloggen');
});

test.each([true, false])('the provider of a municipality, with scripts: %s', async (javaScript) => {
  provider.person = {
    sub: `rik-${javaScript}`,
    name: 'Rik',
    email: `rik-${javaScript}@gemeente.example`,
    email_verified: true,
    roles: ['researcher'],
  };
  const page = await openTab(browser, { javaScript });
  await page.goto(`${base}/desk/account`);
  await press(page, 'Inloggen met Gemeente Weert');
  if (javaScript) await page.waitForFunction(() => document.location.pathname === '/desk/account');
  else await press(page, 'Verder');
  expect(page.url()).toBe(`${base}/desk/account`);
  expect(await page.$eval('#field-name', (field) => (field as HTMLInputElement).value)).toBe('Rik');
});
