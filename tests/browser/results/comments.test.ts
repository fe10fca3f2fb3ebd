/**
 * A comment from the phone of who writes it to the page of who reads it, and back: ticked without JavaScript, sent, read by
 * the coordinator after the closing, and withdrawn with the same link. The second test goes on where the first ended.
 */
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { actingOn } from '../../support/acting.ts';
import { openTab, press, signInBrowser } from '../../support/browser.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import { findPhoneFaults } from '../../support/check-phone.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { answer, jarOf } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let site: TestSite;
let round: SeededRound;
let coordinator: SignedIn;
beforeAll(async () => {
  site = await startTestSite();
  const { db } = site.app;
  round = await seedRound(db);
  for (const name of ['bram', 'carla', 'dirk', 'esra'] as const) {
    await answer(db, {
      invitationId: round.people[name]!.invitationId,
      opinion: 4,
      comments: { sharing: `Dit zegt iemand${name.length}.\nEn nog iets.`, quality: 'Wij bellen vaak.' },
      readable: true,
      forResearch: true,
    });
  }
  const { municipalityId } = await db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', round.networkId)
    .executeTakeFirstOrThrow();
  coordinator = await signIn(site.app, 'coordinator', { municipalityId, networkIds: [round.networkId] });
});
afterAll(() => site.stop());

const wordsOf = (page: Page) => page.$eval('main', (main) => main.innerText.replace(/\s+/g, ' '));
const readComments = (page: Page) =>
  page.$$eval('blockquote.comment', (quotes) => quotes.map((quote) => quote.textContent));

test('somebody ticks the box on a phone without JavaScript, the coordinator reads it, and the same link takes it away', async () => {
  const { path } = round.people.anna!;
  const phone = await openTab(site.browser, { width: 320, javaScript: false });
  await phone.goto(`${site.address}${path}`);
  expect(await wordsOf(phone)).toContain('De coördinator leest het alleen als u er een vinkje bij zet.');
  await phone.goto(`${site.address}${path}/sharing`);
  expect(await phone.$eval('[name=readable]', (box) => (box as HTMLInputElement).checked)).toBe(false);
  await phone.$$eval('fieldset', (items) =>
    items.slice(0, 7).map((item) => item.querySelector('input')?.click()),
  );
  await phone.type('#comment', 'We delen te weinig.');
  // The whole line can be pressed, and reached by the keyboard right after the text.
  const second = () => phone.$eval('[name=forResearch]', (box) => box.checkVisibility());
  expect(await second()).toBe(false);
  await phone.keyboard.press('Tab');
  await phone.keyboard.press('Space');
  expect(await second()).toBe(true);
  await phone.keyboard.press('Tab');
  await phone.keyboard.press('Space');
  expect(await isTooWide(phone)).toBe(false);
  await press(phone, 'Volgende');
  await phone.goto(`${site.address}${path}/sharing`);
  expect(await phone.$eval('[name=readable]', (box) => (box as HTMLInputElement).checked)).toBe(true);
  expect(await phone.$eval('[name=forResearch]', (box) => (box as HTMLInputElement).checked)).toBe(true);
  await phone.goto(`${site.address}${path}/send`);
  await press(phone, 'Verstuur mijn antwoorden');
  await closeRound(actingOn(site.app), round.roundId);

  const desk = await openTab(site.browser, { width: 1280 });
  await signInBrowser(desk, coordinator.cookie);
  await desk.goto(`${site.address}/desk/rounds/${round.roundId}/results`);
  await press(desk, 'Lees de toelichtingen');
  // Five partners on one theme; four on the next, of which nothing is said.
  const read = await readComments(desk);
  expect(read).toHaveLength(5);
  expect(read).toContain('We delen te weinig.');
  expect(await wordsOf(desk)).not.toContain('Wij bellen vaak.');
  for (const width of [320, 390, 1280]) {
    await desk.setViewport({ width, height: 800 });
    expect(await isTooWide(desk)).toBe(false);
    expect(await findFaults(desk)).toEqual([]);
  }
  await press(desk, 'Schrijf in eigen woorden');
  await press(desk, 'Lees eerst de toelichtingen van partners');
  await cleanAndDownload(desk);

  await phone.goto(`${site.address}${path}`);
  await phone.click('#field-comments-withdrawal input');
  const form = await phone.$('form[action$="comments-withdrawal"] button');
  await Promise.all([phone.waitForNavigation(), form!.click()]);
  expect(await wordsOf(phone)).toContain('De coördinator kan uw toelichtingen niet meer lezen.');
  expect(await findPhoneFaults(phone)).toEqual([]);
  await desk.reload();
  expect(await readComments(desk)).toEqual([]);
});

/** The coordinator writes for researchers, without a mouse, and a researcher gets it. */
async function cleanAndDownload(desk: Page) {
  await press(desk, 'Schrijf voor onderzoekers');
  const boxes = await desk.$$('form textarea');
  // Three people wrote the same words.
  expect(boxes).toHaveLength(3);
  await boxes[0]!.focus();
  for (const [index] of boxes.entries()) {
    await desk.keyboard.type(`In andere woorden ${index}`);
    await desk.keyboard.press('Tab');
  }
  await Promise.all([desk.waitForNavigation(), desk.keyboard.press('Enter')]);
  expect(await wordsOf(desk)).toContain('Uw teksten voor onderzoekers zijn bewaard.');
  for (const width of [320, 390, 1280]) {
    await desk.setViewport({ width, height: 800 });
    expect(await isTooWide(desk)).toBe(false);
    expect(await findFaults(desk)).toEqual([]);
  }
  await site.app.db
    .updateTable('round')
    .set({ releasedAt: new Date() })
    .where('id', '=', round.roundId)
    .execute();
  const researcher = await signIn(site.app, 'researcher', { networkIds: [round.networkId], language: 'en' });
  const page = await openTab(site.browser, { width: 390 });
  await signInBrowser(page, researcher.cookie);
  await page.goto(`${site.address}/desk/rounds/${round.roundId}/research-data`);
  expect(await wordsOf(page)).toContain('On some themes at least five partners let you read');
  expect(await findFaults(page)).toEqual([]);
  const file = await researcher.get(`/desk/rounds/${round.roundId}/research-data/comments.csv`);
  expect(file.body.match(/In andere woorden \d/g)).toHaveLength(5);
  await desk.goto(`${site.address}/desk/rounds/${round.roundId}/comments`);
}

test('in English too, a press without the tick says what to do, and the page below five names no number', async () => {
  const invitation = round.people.bram!;
  const page = await openTab(site.browser, { width: 390 });
  const jar = jarOf(invitation.invitationId);
  for (const [name, value] of jar) {
    await page.browserContext().setCookie({ name, value, domain: '127.0.0.1', path: '/invitations' });
  }
  await page.goto(`${site.address}${invitation.path}`);
  await press(page, 'English');
  const button = await page.$('form[action$="comments-withdrawal"] button');
  await Promise.all([page.waitForNavigation(), button!.click()]);
  expect(await wordsOf(page)).toContain('Nothing has changed yet. First tick');
  expect(await page.$eval('[role=alert] a', (link) => link.getAttribute('href'))).toBe(
    '#field-comments-withdrawal',
  );
  expect(await findFaults(page)).toEqual([]);

  const english = await signIn(site.app, 'coordinator', {
    municipalityId: '1',
    networkIds: [round.networkId],
    language: 'en',
  });
  const desk = await openTab(site.browser, { width: 390 });
  await signInBrowser(desk, english.cookie);
  await desk.goto(`${site.address}/desk/rounds/${round.roundId}/comments`);
  const words = await wordsOf(desk);
  expect(words).toContain('Comments by partners');
  expect(words.match(/There is nothing to read on this theme\./g)).toHaveLength(4);
  expect(words).not.toMatch(/\d/);
  expect(await findFaults(desk)).toEqual([]);
  await press(desk, 'Write for researchers');
  expect(await wordsOf(desk)).toContain('There is no theme on which at least five partners allow this.');
  expect(await isTooWide(desk)).toBe(false);
  expect(await findFaults(desk)).toEqual([]);
});
