/**
 * The second step in a browser: set up with an app or with a passkey of Chromium's own virtual device, taken with each of
 * them and with a recovery code, looked at on a phone, and without JavaScript.
 */
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../../../server/accounts/password.ts';
import { openTab, press } from '../../support/browser.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

const password = 'een lange zin als wachtwoord';
let server: TestSite;
let browser: Browser;
let base: string;
let passwordHash: string;

beforeAll(async () => {
  const port = await findFreePort();
  // Browsers have passkeys for names alone.
  base = `http://localhost:${port}`;
  server = await startTestSite({ PUBLIC_URL: base, SECOND_STEP: 'operator' }, port);
  ({ browser } = server);
  passwordHash = await hashPassword(password);
});
afterAll(() => server.stop());

async function addOperator(email: string) {
  await server.app.db
    .insertInto('account')
    .values({ email, emailFolded: email, name: 'Olga', role: 'operator', passwordHash })
    .execute();
}

/** A browser of its own with nobody signed in, and a password typed. */
async function enterPassword(email: string, page?: Page): Promise<Page> {
  const tab = page ?? (await openTab(await browser.createBrowserContext(), { width: 320 }));
  await tab.goto(`${base}/sign-in?to=%2Fdesk%2Flog`);
  await tab.type('#field-email', email);
  await tab.type('#field-password', password);
  await Promise.all([tab.waitForNavigation(), tab.click('main form button')]);
  return tab;
}

async function expectGood(page: Page) {
  expect(await findFaults(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  expect(await isTooWide(page)).toBe(false);
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '';
  });
}

const readTitle = (page: Page) => page.$eval('h1', (heading) => heading.textContent);
const makeCode = (secret: string, halfMinutes: number) =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({
    timestamp: Date.now() + halfMinutes * 30_000,
  });

async function addDevice(page: Page): Promise<void> {
  const client = await page.createCDPSession();
  await client.send('WebAuthn.enable');
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test('an app: set up on a phone, codes on paper, and the next time', async () => {
  await addOperator('app@example.org');
  const page = await enterPassword('app@example.org');
  expect(await readTitle(page)).toBe('Stel een tweede stap in');
  await expectGood(page);
  const secret = await page.$eval('code.code', (code) => code.textContent!);
  await page.type('#field-code', '000000');
  await press(page, 'Code controleren en opslaan');
  await expectGood(page);
  expect(await page.$eval('main', (main) => main.textContent)).toContain('Deze code klopt niet');
  await page.type('#field-code', makeCode(secret, 0));
  await press(page, 'Code controleren en opslaan');
  expect(await readTitle(page)).toBe('Uw herstelcodes');
  await expectGood(page);
  const codes = await page.$$eval('.codes code', (all) => all.map((code) => code.textContent!));
  await press(page, 'Ik heb ze bewaard: ga verder');
  expect(new URL(page.url()).pathname).toBe('/desk/log');

  const next = await enterPassword('app@example.org');
  expect(await readTitle(next)).toBe('Tweede stap');
  await expectGood(next);
  await next.type('#field-code', makeCode(secret, 1));
  await press(next, 'Verder');
  expect(new URL(next.url()).pathname).toBe('/desk/log');

  const onPaper = await enterPassword('app@example.org');
  await onPaper.type('#field-code', codes[3]!);
  await press(onPaper, 'Verder');
  expect(new URL(onPaper.url()).pathname).toBe('/desk/log');
  await onPaper.goto(`${base}/desk/account/second-step`);
  expect(await onPaper.$eval('main', (main) => main.textContent)).toContain(
    'Herstelcodes die u nog kunt gebruiken: 9.',
  );
  await expectGood(onPaper);
  await onPaper.goto(`${base}/desk/account`);
  await expectGood(onPaper);
});

test('a passkey: made, used, and one more from the own account; another device has none', async () => {
  await addOperator('passkey@example.org');
  const page = await openTab(await browser.createBrowserContext(), { width: 320 });
  await addDevice(page);
  await enterPassword('passkey@example.org', page);
  await Promise.all([page.waitForNavigation(), page.click('[data-passkey] button')]);
  expect(await readTitle(page)).toBe('Uw herstelcodes');
  await press(page, 'Ik heb ze bewaard: ga verder');
  await page.goto(`${base}/desk/account/second-step`);
  await expectGood(page);

  const [half] = (await page.browserContext().cookies()).filter(({ name }) => name === 'session');
  await page.browserContext().deleteCookie(half!);
  await enterPassword('passkey@example.org', page);
  expect(await readTitle(page)).toBe('Tweede stap');
  await expectGood(page);
  await Promise.all([page.waitForNavigation(), page.click('[data-passkey] button')]);
  expect(new URL(page.url()).pathname).toBe('/desk/log');

  const elsewhere = await openTab(await browser.createBrowserContext(), { width: 320 });
  await enterPassword('passkey@example.org', elsewhere);
  const client = await elsewhere.createCDPSession();
  await client.send('WebAuthn.enable');
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'usb', automaticPresenceSimulation: true },
  });
  await elsewhere.click('[data-passkey] button');
  await elsewhere.waitForFunction(
    () => document.querySelector('[data-passkey] [role=status]')?.textContent !== '',
  );
  expect(new URL(elsewhere.url()).pathname).toBe('/sign-in');
});

test('without JavaScript a code does it, and no button of a passkey is shown', async () => {
  await addOperator('kaal@example.org');
  const page = await openTab(await browser.createBrowserContext(), { width: 390 });
  await page.setJavaScriptEnabled(false);
  await enterPassword('kaal@example.org', page);
  const text = await page.$eval('main', (main) => (main as HTMLElement).innerText);
  expect(text).not.toContain('Maak een passkey');
  const secret = await page.$eval('code.code', (code) => code.textContent!);
  await page.type('#field-code', makeCode(secret, 0));
  await press(page, 'Code controleren en opslaan');
  await press(page, 'Ik heb ze bewaard: ga verder');
  expect(new URL(page.url()).pathname).toBe('/desk/log');
});

test('in English', async () => {
  await addOperator('english@example.org');
  const page = await openTab(await browser.createBrowserContext(), { width: 1280 });
  await page.goto(`${base}/sign-in?lang=en`);
  await page.type('#field-email', 'english@example.org');
  await page.type('#field-password', password);
  await Promise.all([page.waitForNavigation(), page.click('main form button')]);
  expect(await readTitle(page)).toBe('Set up a second step');
  await expectGood(page);
});
