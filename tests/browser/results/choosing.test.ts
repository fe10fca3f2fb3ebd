/**
 * From a result to an agreement that is kept, as people do it: the coordinator sends the result, five people choose on
 * a phone without JavaScript, the choosing closes, an agreement starts from it with one press, and its owner says by link
 * that it is done.
 */
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, openTab, press, signInBrowser } from '../../support/browser.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { type MailReceiver, startMailReceiver } from '../../support/mail-receiver.ts';
import { deliverMails } from '../../support/run-jobs.ts';
import { type LargeRound, seedLargeRound } from '../../support/seed-large-round.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let receiver: MailReceiver;
let site: TestSite;
let round: LargeRound;
let coordinator: SignedIn;
beforeAll(async () => {
  receiver = await startMailReceiver();
  const port = await findFreePort();
  site = await startTestSite({ SMTP_URL: receiver.url, PUBLIC_URL: `http://127.0.0.1:${port}` }, port);
  round = await seedLargeRound(site.app, { count: 6 });
  const { municipalityId } = await site.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', round.networkId)
    .executeTakeFirstOrThrow();
  coordinator = await signIn(site.app, 'coordinator', { municipalityId, networkIds: [round.networkId] });
});
afterAll(async () => {
  await site.stop();
  await receiver.stop();
});

const wordsOf = (page: Page) => page.$eval('main', (main) => main.innerText.replace(/\s+/g, ' '));
async function expectFit(page: Page): Promise<void> {
  expect(await isTooWide(page)).toBe(false);
  expect(await findFaults(page)).toEqual([]);
}

test('the result goes out, five phones choose, an agreement comes of it, and its owner says that it is done', {
  timeout: 240_000,
}, async () => {
  const desk = await openTab(site.browser, { width: 1280 });
  await signInBrowser(desk, coordinator.cookie);
  await desk.goto(`${site.address}/desk/rounds/${round.roundId}`);
  await press(desk, 'Naar delen en kiezen');
  await expectFit(desk);
  await press(desk, 'Stuur de uitslag');
  expect(await wordsOf(desk)).toContain('De uitslag is onderweg.');
  await deliverMails(site.app);
  expect(receiver.received).toHaveLength(6);

  for (const [place, { email }] of receiver.received.slice(0, 5).entries()) {
    const phone = await openTab(site.browser, { width: place === 0 ? 320 : 390, javaScript: false });
    await phone.goto(/http:\S+\/choosing\/[\w-]{22}(?=\n)/.exec(email.text!)![0]);
    expect(await isTooWide(phone)).toBe(false);
    const points = await phone.$$eval('input[name=points]', (inputs) => inputs.map(({ value }) => value));
    for (const point of [points[0]!, points[1 + (place % 2)]!]) await choose(phone, 'points', point);
    await press(phone, 'Bewaar mijn keuze');
    expect(await wordsOf(phone)).toContain('Uw keuze is bewaard.');
    expect(await phone.$$eval('input:checked', (inputs) => inputs.length)).toBe(2);
    await press(phone, 'Bekijk de uitslag');
    expect(await isTooWide(phone)).toBe(false);
    await phone.close();
  }

  await desk.goto(`${site.address}/desk/rounds/${round.roundId}/choosing`);
  expect(await wordsOf(desk)).not.toContain('hebben gekozen');
  await press(desk, 'Sluit het kiezen');
  await press(desk, 'Sluit het kiezen');
  expect(await wordsOf(desk)).toContain('5 mensen hebben gekozen.');
  for (const width of [320, 390, 1280]) {
    await desk.setViewport({ width, height: 800 });
    await expectFit(desk);
  }

  await Promise.all([desk.waitForNavigation(), desk.click('tbody a')]);
  expect(await desk.$eval('#field-what', (input) => (input as HTMLInputElement).value)).not.toBe('');
  await desk.select('#field-owner', round.partnerIds.p2!);
  await press(desk, 'Opslaan');
  expect(await wordsOf(desk)).toContain('De afspraak is vastgelegd.');
  await deliverMails(site.app);

  const { to, email } = receiver.received.at(-1)!;
  expect(to).toBe(`iemand@p2.${round.networkId}.example`);
  const owner = await openTab(site.browser, { width: 390, javaScript: false });
  await owner.goto(/http:\S+\/agreements\/[\w-]{22}(?=\n)/.exec(email.text!)![0]);
  expect(await isTooWide(owner)).toBe(false);
  await choose(owner, 'state', 'done');
  await owner.type('#standing', 'Wij doen dit nu elke dinsdag.');
  await press(owner, 'Opslaan');
  expect(await wordsOf(owner)).toContain('Opgeslagen.');

  for (const width of [320, 1280]) {
    await desk.setViewport({ width, height: 800 });
    await desk.reload();
    await expectFit(desk);
  }
  expect(await wordsOf(desk)).toContain('Wij doen dit nu elke dinsdag.');
  expect(await wordsOf(desk)).toContain('klaar op');
});

test('the pages behind both links have no fault that axe finds, on a phone, in both languages', async () => {
  const ballot = /http:\S+\/choosing\/[\w-]{22}(?=\n)/.exec(receiver.received[5]!.email.text!)![0];
  const standing = /http:\S+\/agreements\/[\w-]{22}(?=\n)/.exec(receiver.received.at(-1)!.email.text!)![0];
  const page = await openTab(site.browser, { width: 320 });
  for (const url of [ballot, standing]) {
    for (const language of ['nl', 'en']) {
      await page.goto(`${url}?lang=${language}`);
      expect(await page.$eval('html', (html) => html.lang)).toBe(language);
      await expectFit(page);
    }
  }
  await page.close();
});
