/**
 * The whole way of a result, with real mails: the coordinator closes the round, looks, and sends; a partner reads the
 * result and its own mirror on a phone and votes; the sum comes on the page and on the wall; an agreement starts from it,
 * its owner says by link that it is done; desk, factsheet and the next invitation know it. `choosing.test.ts` holds the
 * middle of it in every run.
 */
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completePlan } from '../../../server/rounds/check-plan.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { openRound } from '../../../server/rounds/open-round.ts';
import { planRound } from '../../../server/rounds/plan-round.ts';
import { actingOn } from '../../support/acting.ts';
import { choose, openTab, press, signInBrowser } from '../../support/browser.ts';
import { findPhoneFaults } from '../../support/check-phone.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { type MailReceiver, startMailReceiver } from '../../support/mail-receiver.ts';
import { deliverMails } from '../../support/run-jobs.ts';
import { type SeededRound, seedRound, sixPartners } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let receiver: MailReceiver;
let site: TestSite;
let round: SeededRound;
let coordinator: SignedIn;
beforeAll(async () => {
  receiver = await startMailReceiver();
  const port = await findFreePort();
  site = await startTestSite({ SMTP_URL: receiver.url, PUBLIC_URL: `http://127.0.0.1:${port}` }, port);
  const { app } = site;
  round = await seedRound(app.db);
  const codes = sixPartners.map(({ code }) => code);
  for (const [place, { invitationId }] of Object.values(round.people).entries()) {
    const code = codes[place]!;
    const { id } = await app.db
      .insertInto('person')
      .values({
        partnerId: round.partnerIds[code]!,
        name: `Iemand van ${code}`,
        email: `${code}@partner.example`,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await app.db.updateTable('invitation').set({ personId: id }).where('id', '=', invitationId).execute();
    await answer(app.db, {
      invitationId,
      address: `${code}@partner.example`,
      opinion: [5, 4, 2, 2, 1, 3][place]!,
      knows: codes.filter((other) => other !== code),
    });
  }
  const { municipalityId } = await app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', round.networkId)
    .executeTakeFirstOrThrow();
  coordinator = await signIn(app, 'coordinator', { municipalityId, networkIds: [round.networkId] });
});
afterAll(async () => {
  await site.stop();
  await receiver.stop();
});

const wordsOf = (page: Page) => page.$eval('main, body', (main) => main.innerText.replace(/\s+/g, ' '));
const linksIn = (text: string) => text.match(/http:\S+/g) ?? [];

test('from closing the round to the invitation of the next', {
  timeout: 300_000,
  tags: ['long'],
}, async () => {
  const home = `${site.address}/desk/rounds/${round.roundId}`;
  const desk = await openTab(site.browser, { width: 1280 });
  await signInBrowser(desk, coordinator.cookie);
  await desk.goto(home);
  await press(desk, 'Sluit de meting');
  await press(desk, 'Sluit de meting');
  expect(await wordsOf(desk)).toContain('gesloten');

  // She looks first: only then it goes out.
  await desk.goto(`${home}/results`);
  expect(await wordsOf(desk)).toContain('Alle 6 partners deden mee.');
  await desk.goto(`${home}/choosing`);
  await press(desk, 'Stuur de uitslag');
  expect(await wordsOf(desk)).toContain('De uitslag is onderweg.');
  await deliverMails(site.app);
  expect(receiver.received.map(({ to }) => to).sort()).toEqual(
    sixPartners.map(({ code }) => `${code}@partner.example`).sort(),
  );

  for (const [place, { email }] of receiver.received.slice(0, 5).entries()) {
    const phone = await openTab(site.browser, { width: 320 });
    const links = linksIn(email.text!);
    const ballot = links.find((link) => /\/choosing\/[\w-]{22}$/.test(link))!;
    if (place === 0) {
      const [result, mirror] = [
        links.find((link) => link.endsWith('/result'))!,
        links.find((link) => link.includes('/shares/'))!,
      ];
      for (const link of [result, mirror]) {
        expect((await phone.goto(link))!.status()).toBe(200);
        expect(await findPhoneFaults(phone)).toEqual([]);
      }
      expect(await wordsOf(phone)).toContain('Uw scores naast die van het netwerk');
    }
    await phone.goto(ballot);
    expect(await findPhoneFaults(phone)).toEqual([]);
    const points = await phone.$$eval('input[name=points]', (inputs) => inputs.map(({ value }) => value));
    for (const point of points.slice(0, 2)) await choose(phone, 'points', point);
    await press(phone, 'Bewaar mijn keuze');
    expect(await wordsOf(phone)).toContain('Uw keuze is bewaard.');
    await phone.close();
  }

  await desk.goto(`${home}/slides`);
  expect(await wordsOf(desk)).not.toContain('Wat de partners kozen');
  await desk.goto(`${home}/choosing`);
  await press(desk, 'Sluit het kiezen');
  await press(desk, 'Sluit het kiezen');
  expect(await wordsOf(desk)).toContain('5 mensen hebben gekozen.');
  const point = await desk.$eval('tbody th', (cell) => (cell as HTMLElement).innerText.split('\n')[0]!);

  await desk.goto(`${home}/slides`);
  const wall = await desk.$$eval('.of-votes', ([slide]) => slide?.textContent ?? '');
  expect(wall).toContain('Wat de partners kozen');
  expect(wall.replace(/\s+/g, ' ')).toContain(`${point}: minstens 4 keer`);

  await desk.goto(`${home}/choosing`);
  await Promise.all([desk.waitForNavigation(), desk.click('tbody a')]);
  const what = await desk.$eval('#field-what', (input) => (input as HTMLInputElement).value);
  await desk.select('#field-owner', round.partnerIds.welzijn!);
  await press(desk, 'Opslaan');
  expect(await wordsOf(desk)).toContain('De afspraak is vastgelegd.');
  await deliverMails(site.app);

  const { to, email } = receiver.received.at(-1)!;
  expect(to).toBe('welzijn@partner.example');
  const owner = await openTab(site.browser, { width: 320 });
  await owner.goto(linksIn(email.text!).find((link) => link.includes('/agreements/'))!);
  expect(await findPhoneFaults(owner)).toEqual([]);
  await choose(owner, 'state', 'done');
  await owner.type('#standing', 'Wij doen dit nu elke dinsdag.');
  await press(owner, 'Opslaan');
  expect(await wordsOf(owner)).toContain('Opgeslagen.');
  await owner.close();

  await desk.reload();
  expect(await wordsOf(desk)).toContain('Wij doen dit nu elke dinsdag.');
  expect(await wordsOf(desk)).toContain('klaar op');

  const next = await planRound(
    actingOn(site.app),
    round.networkId,
    completePlan({ name: '2027', sender: 'Greet de Wit', closesAt: '2090-01-31' }),
  );
  await openRound(actingOn(site.app), next);
  await deliverMails(site.app);
  const invitation = receiver.received.at(-1)!.email.text!;
  expect(invitation).toContain('spraken de partners dit af:');
  expect(invitation).toContain(`${what} (Welzijn Samen). Dat is klaar.`);

  const invited = await site.app.db
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.personId')
    .select(['invitation.id', 'person.email'])
    .where('roundId', '=', next)
    .execute();
  for (const { id, email } of invited) {
    await answer(site.app.db, { invitationId: id, address: email!, opinion: 3 });
  }
  await closeRound(actingOn(site.app), next);
  await desk.goto(`${site.address}/desk/rounds/${next}/factsheet`);
  const sheet = await wordsOf(desk);
  expect(sheet).toContain(what);
  expect(sheet).toContain('Wij doen dit nu elke dinsdag.');
});
