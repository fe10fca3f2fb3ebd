/** What the script adds: each answer is saved as it is given, and nothing is lost when the connection is. */
import type { Browser, BrowserContext, Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { choose, openTab, press } from '../../support/browser.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let testApp: TestSite;
let address: string;
let browser: Browser;
let round: SeededRound;
let visitor: BrowserContext;

beforeAll(async () => {
  testApp = await startTestSite();
  ({ address, browser } = testApp);
});
afterAll(() => testApp.stop());
beforeEach(async () => {
  round = await seedRound(testApp.app.db);
  visitor = await browser.createBrowserContext();
});

async function openSharing(): Promise<Page> {
  const page = await openTab(visitor);
  await page.goto(`${address}${round.people.anna!.path}/sharing`);
  return page;
}

async function readSharing() {
  const stored = await testApp.app.db
    .selectFrom('answerPage')
    .select(['content', 'revision'])
    .where('invitationId', '=', round.people.anna!.invitationId)
    .where('page', '=', 'sharing')
    .executeTakeFirst();
  return stored;
}

const isSaid = (state: string) => `[data-state="${state}"]`;
/** Waits until the page says 'saved' of everything that stands in it. */
async function waitUntilSaved(page: Page, revision: number) {
  await page.waitForFunction(
    (wanted) => document.querySelector<HTMLInputElement>('[name=revision]')!.value === wanted,
    {},
    String(revision),
  );
}

test('each answer is saved as it is given, and the page says so', async () => {
  const page = await openSharing();
  await choose(page, 'values-1', '4');
  await page.waitForSelector(isSaid('saved'));
  expect(await page.$eval('[data-saved]', (status) => status.textContent)).toBe('Opgeslagen');
  await choose(page, 'values-1', '5');
  await waitUntilSaved(page, 2);
  await page.type('textarea', 'Wij delen veel.');
  await waitUntilSaved(page, 3);
  expect(await readSharing()).toMatchObject({
    content: { answers: { 'values-1': 5 }, comment: 'Wij delen veel.' },
  });
});

test('answers given quickly one after another are all there', async () => {
  const page = await openSharing();
  await page.$$eval('input[type=radio][value="2"]', (radios) => {
    for (const radio of radios) radio.click();
  });
  await press(page, 'Volgende');
  const { answers } = (await readSharing())!.content as { answers: Record<string, number> };
  expect(Object.values(answers)).toEqual(Array(8).fill(2));
});

test('without a connection the page says that nothing is saved yet, stays, and saves when there is one again', async () => {
  const page = await openSharing();
  await page.setOfflineMode(true);
  await choose(page, 'values-1', '4');
  await page.waitForSelector(isSaid('failed'));
  expect(await page.$eval('[data-saved]', (status) => status.textContent)).toContain('Nog niet opgeslagen');
  await choose(page, 'values-3', '3');
  await page.click('main button[value=next]');
  expect(page.url()).toContain('/sharing');
  expect(await readSharing()).toBeUndefined();

  // Back on line it saves, and then does what was pressed meanwhile.
  await Promise.all([page.waitForNavigation(), page.setOfflineMode(false)]);
  expect(await page.$('#open')).not.toBeNull();
  expect((await readSharing())!.content).toMatchObject({ answers: { 'values-1': 4, 'values-3': 3 } });
});

test('an answer of the server that got lost is no conflict with oneself', async () => {
  const page = await openSharing();
  await page.evaluate(() => {
    const realFetch = window.fetch;
    window.fetch = async (...request) => {
      await realFetch(...request);
      window.fetch = realFetch;
      throw new TypeError('the answer got lost');
    };
  });
  await choose(page, 'values-1', '4');
  await page.waitForSelector(isSaid('failed'));
  expect(await readSharing()).toMatchObject({ revision: 1 });
  await choose(page, 'values-1', '5');
  await waitUntilSaved(page, 2);
  expect(await readSharing()).toMatchObject({ content: { answers: { 'values-1': 5 } } });
});

test('two tabs: the second hears of it at its first answer, compares, and chooses', async () => {
  const [first, second] = [await openSharing(), await openSharing()];
  await choose(first, 'values-1', '5');
  await waitUntilSaved(first, 1);
  await second.bringToFront();
  await choose(second, 'values-1', '1');
  await second.waitForSelector('[data-conflict]:not([hidden])');
  expect(await second.$eval('[data-sentence]', (text) => text.textContent)).toContain('in een ander venster');
  expect((await readSharing())!.content).toMatchObject({ answers: { 'values-1': 5 } });

  await press(second, 'Bekijk het verschil');
  expect(await second.$eval('h1', (h1) => h1.textContent)).toBe('Welk antwoord klopt?');
  const shown = await second.$$eval('.quoted', (answers) => answers.map((answer) => answer.textContent));
  expect(shown).toEqual(['Helemaal niet mee eens', 'Helemaal mee eens']);
  await press(second, 'Bewaar mijn keuze');
  expect((await readSharing())!.content).toMatchObject({ answers: { 'values-1': 1 } });
  expect(await second.$eval('h1', (h1) => h1.textContent)).toBe('Delen');
});

test('the Back button shows what is stored, not what stood there before', async () => {
  const page = await openSharing();
  await choose(page, 'values-1', '5');
  await press(page, 'Volgende');
  const other = await openSharing();
  await choose(other, 'values-1', '2');
  await waitUntilSaved(other, 2);
  await page.bringToFront();
  await page.goBack();
  expect(await page.$eval('input[name=values-1]:checked', (radio) => radio.value)).toBe('2');
});

test('a round that closes meanwhile is said on the page, and the next page has what was typed, to copy', async () => {
  const { origin } = new URL(address);
  await visitor.overridePermissions(origin, [
    'clipboard-read',
    'clipboard-write',
    'clipboard-sanitized-write',
  ]);
  const page = await openSharing();
  await testApp.app.db
    .updateTable('round')
    .set({ closedAt: new Date(), scores: '{}' })
    .where('id', '=', round.roundId)
    .execute();
  await choose(page, 'values-1', '4');
  await page.waitForSelector('[data-conflict]:not([hidden])');
  expect(await page.$eval('[data-sentence]', (text) => text.textContent)).toContain(
    'De vragenlijst is gesloten.',
  );
  expect(await page.$('::-p-aria([name="Bekijk het verschil"])')).toBeNull();
  await page.type('textarea', 'Wij delen veel.');
  await press(page, 'Volgende');
  expect(await page.$eval('h1', (h1) => h1.textContent)).toBe('Deze vragenlijst is gesloten');
  await page.bringToFront();
  await page.click('[data-copy]');
  await page.waitForFunction(() => document.querySelector('[data-copied]')!.textContent === 'Gekopieerd');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('Mee eens');
  expect(copied).toContain('Wij delen veel.');
  await press(page, 'English');
  expect(await page.$eval('h1', (h1) => h1.textContent)).toBe('This questionnaire is closed');
  expect(await page.$eval('#typed-answers', (typed) => typed.textContent)).toContain('Wij delen veel.');
  expect(await readSharing()).toBeUndefined();
});

test('a link that is withdrawn meanwhile is said in a sentence, on the page itself', async () => {
  const page = await openSharing();
  await testApp.app.db
    .updateTable('invitation')
    .set({ revokedAt: new Date() })
    .where('id', '=', round.people.anna!.invitationId)
    .execute();
  await choose(page, 'values-1', '4');
  await page.waitForSelector('[data-conflict]:not([hidden])');
  expect(await page.$eval('[data-sentence]', (text) => text.textContent)).toContain('Deze link werkt niet');
});
