/** The board in a real browser with a real mail server: a coordinator acts, a person opens, and the board says so. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dutchDay } from '../../../server/text/days.ts';
import { openTab, press, signInBrowser } from '../../support/browser.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import { type MailReceiver, startMailReceiver } from '../../support/mail-receiver.ts';
import { runJobs } from '../../support/run-jobs.ts';
import { seedNetwork } from '../../support/seed-network.ts';
import { answer } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let receiver: MailReceiver;
let server: TestSite;
let browser: Browser;
let address: string;
beforeAll(async () => {
  receiver = await startMailReceiver();
  server = await startTestSite({ SMTP_URL: receiver.url, MAIL_FROM: 'Ketenspiegel <mail@keten.example>' });
  ({ address, browser } = server);
});
afterAll(async () => {
  await server.stop();
  await receiver.stop();
});

const names = ['Anna', 'Bram', 'Carla', 'Dirk', 'Esra', 'Femke'];
let counter = 0;

/** An open round whose mails went out; that to Bram was refused, Carla has no address, and Femke has sent. */
async function start() {
  counter += 1;
  const own = (name: string) => `${name.toLowerCase()}${counter}@partner.example`;
  receiver.received.length = 0;
  receiver.atAddress = (to) => (to === own('Bram') ? { code: 550, words: '5.1.1 no such user' } : undefined);
  const network = await seedNetwork(
    server.app.db,
    names.map((name) => [{ name, email: name === 'Carla' ? null : own(name) }]),
  );
  const { municipalityId, networkId } = network;
  const coordinator = await signIn(server.app, 'coordinator', { municipalityId, networkIds: [networkId] });
  const opened = await coordinator.post(`/desk/networks/${networkId}/rounds`, {
    name: '2026',
    sender: 'Anne Jansen, coördinator',
    replyTo: 'anne@weert.example',
    language: 'nl',
    opening: 'now',
    checked: 'yes',
    closesOn: addDays(dutchDay(new Date()), 20),
  });
  await runJobs(server.app);
  const round = String(opened.headers.location).split('?')[0]!;
  const { id } = await server.app.db
    .selectFrom('invitation')
    .select('id')
    .where('roundId', '=', round.split('/').at(-1)!)
    .where('person', '=', 'Femke')
    .executeTakeFirstOrThrow();
  await answer(server.app.db, { invitationId: id, address: own('Femke'), opinion: 4 });
  return { coordinator, networkId, board: `${address}${round}/invitations`, own };
}

async function openAs({ cookie }: SignedIn, width: number): Promise<Page> {
  const page = await openTab(browser, { width });
  await signInBrowser(page, cookie);
  return page;
}

const words = {
  nl: {
    begin: 'Begin',
    remind: 'Herinner',
    address: 'Verbeter het adres',
    email: 'Verbeter en stuur opnieuw',
    contact: 'Andere contactpersoon',
    invite: 'Nodig deze persoon uit',
    text: 'Tekst voor een app',
    notYet: 'nog niet geopend',
    start: 'Stuur mij deze mail',
    stop: 'Stop met deze mail',
    app: 'Beste Carla, u krijgt een vragenlijst',
  },
  en: {
    begin: 'Begin',
    remind: 'Remind',
    address: 'Correct the address',
    email: 'Correct and send again',
    contact: 'Another contact person',
    invite: 'Invite this person',
    text: 'Text for an app',
    notYet: 'not opened yet',
    start: 'Send me this mail',
    stop: 'Stop this mail',
    app: 'Beste Carla, u krijgt een vragenlijst',
  },
} as const;

async function expectFine(page: Page): Promise<void> {
  expect(await findFaults(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
}

/** Presses what says this in the row of a person. */
async function pressAt(page: Page, name: string, label: string): Promise<void> {
  const [pressed] = await page.$$(
    `xpath/.//tr[th[starts-with(normalize-space(), '${name}')]]//*[self::a or self::button][starts-with(normalize-space(), '${label}')]`,
  );
  if (!pressed) throw new Error(`In the row of ${name} nothing says '${label}'.`);
  await Promise.all([page.waitForNavigation(), pressed.click()]);
}

const rowOf = (page: Page, name: string) =>
  page.$$eval(
    'tbody tr',
    (rows, name) =>
      rows.find((row) => row.textContent.trim().startsWith(name))?.textContent.replace(/\s+/g, ' '),
    name,
  );

describe.each([[390, 'nl'] as const, [1280, 'en'] as const, [320, 'en'] as const])(
  'at %i pixels in %s',
  (width, language) => {
    const say = words[language];

    test('a coordinator reminds, corrects, replaces and copies, each at one press, and sees who opened', async () => {
      const { coordinator, networkId, board, own } = await start();
      const page = await openAs(coordinator, width);
      await page.goto(`${board}?lang=${language}`);
      await expectFine(page);
      const order = await page.$$eval('tbody th', (cells) =>
        cells.map((cell) => cell.textContent.trim().split(/(?=Partner)/)[0]),
      );
      expect(order).toEqual(['Bram', 'Carla', 'Anna', 'Dirk', 'Esra', 'Femke']);

      receiver.received.length = 0;
      await pressAt(page, 'Anna', say.remind);
      await runJobs(server.app);
      expect(receiver.received.map(({ to }) => to)).toEqual([own('Anna')]);
      expect(receiver.received[0]!.email.from!.name).toBe('Anne Jansen via Ketenspiegel');

      await pressAt(page, 'Bram', say.address);
      await expectFine(page);
      await page.$eval('#field-email', (field) => ((field as HTMLInputElement).value = ''));
      await page.type('#field-email', `bram${counter}@nieuw.example`);
      await press(page, say.email);
      await runJobs(server.app);
      expect(receiver.received.at(-1)!.to).toBe(`bram${counter}@nieuw.example`);
      expect(page.url()).toBe(`${board}?done=addressCorrected`);

      await pressAt(page, 'Dirk', say.contact);
      await expectFine(page);
      await page.type('#field-person', 'Dora');
      await page.type('#field-email', `dora${counter}@partner.example`);
      await press(page, say.invite);
      await runJobs(server.app);
      expect(receiver.received.at(-1)!.to).toBe(`dora${counter}@partner.example`);

      await pressAt(page, 'Carla', say.text);
      await expectFine(page);
      expect(await page.$eval('#field-words', (field) => (field as HTMLTextAreaElement).value)).toContain(
        say.app,
      );

      // The person presses in a real browser, whatever else looked at the mail before.
      const link = /\/invitations\/[\w-]{22}/.exec(receiver.received[0]!.email.text!)![0];
      const anna = await openTab(browser, { width: 390 });
      await anna.goto(address + link);
      await page.goto(board);
      expect(await rowOf(page, 'Anna')).toContain(say.notYet);
      await press(anna, say.begin);
      expect(anna.url()).toContain('/sharing');
      await page.goto(board);
      expect(await rowOf(page, 'Anna')).not.toContain(say.notYet);
      await expectFine(page);

      await page.goto(`${address}/desk/networks/${networkId}/digest`);
      await expectFine(page);
      await press(page, say.start);
      await press(page, say.stop);
      await expectFine(page);
    });
  },
);

test('at 320 pixels axe finds nothing, and nothing sticks out', async () => {
  const { coordinator, board } = await start();
  const page = await openAs(coordinator, 320);
  await page.goto(board);
  await expectFine(page);
});
