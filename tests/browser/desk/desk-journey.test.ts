/**
 * A whole round as people do it, on the real program with a real mail server: first start, operator, coordinator
 * invited, partners pasted, round opened, mails read, five partners answer, a reminder goes to the rest only, the
 * round closes, the factsheet is downloaded. Once in Dutch with the mouse, and once in English by keyboard alone.
 */
import type { Browser, BrowserContext, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
// Brings the texts of all pages; the program itself runs in a process of its own.
import '../../../server/app.ts';
import { pageTexts } from '../../../server/text/page-texts.ts';
import type { Language } from '../../../survey/texts.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import * as mouse from '../../support/browser.ts';
import { launchTestBrowser, listChoices, openTab } from '../../support/browser.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import * as keyboard from '../../support/keyboard.ts';
import { type MailReceiver, type Received, startMailReceiver } from '../../support/mail-receiver.ts';
import { readPdf } from '../../support/read-pdf.ts';
import { type RunningProgram, startProgram } from '../../support/running-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchTestBrowser();
});
afterAll(() => browser.close());

/** How somebody presses a button and chooses an option. */
type Hands = Pick<typeof mouse, 'press' | 'choose'>;

const people = ['anna', 'bram', 'carla', 'dirk', 'esra', 'femke'];
const pasted = [
  'Organisatie\tContactpersoon\tE-mail',
  ...people.map((person, index) => `Partner ${index + 1}\t${person}\t${person}@partner.example`),
].join('\n');

const timeout = 400_000;
const tags = ['long'];

test('a whole round in Dutch with the mouse', { timeout, tags }, () => playRound('nl', mouse));
test('a whole round in English with the keyboard alone', { timeout, tags }, () => playRound('en', keyboard));

async function playRound(language: Language, { press, choose }: Hands) {
  const t = pageTexts(language);
  const mailServer = await startMailReceiver();
  const port = await findFreePort();
  let program: RunningProgram | undefined;
  try {
    // Without the short waits of other tests: on a busy machine a mail that is tried again comes a minute later.
    program = await startProgram(port, { SMTP_URL: mailServer.url.split('?')[0] });
    const { address, firstLink } = program;

    // The operator.
    const operator = await openTab(browser);
    await operator.goto(`${firstLink}?lang=${language}`);
    await fill(operator, {
      name: 'Olga Beheer',
      email: 'olga@gemeente.example',
      password: 'Een lange zin 12',
    });
    await press(operator, t('accounts.first.button'));
    await operator.goto(`${address}/desk/accounts`);
    await press(operator, t('accounts.list.invite'));
    await fill(operator, { name: 'Greet de Wit', email: 'greet@ggd.example' });
    await choose(operator, 'role', 'coordinator');
    await operator.select('select[name=municipality]', 'GM0988');
    await press(operator, t('accounts.form.button'));
    expect(await readAlert(operator)).toContain(t('accounts.done.invited'));

    // The coordinator, who never saw the product.
    const invited = await waitForMail(mailServer, 'greet@ggd.example');
    const coordinator = await openTab(browser);
    await coordinator.goto(`${readLink(invited, address)}?lang=${language}`);
    await fill(coordinator, { password: 'Nog een lange zin 34' });
    await press(coordinator, t('accounts.link.invite.button'));
    await press(coordinator, t('networks.new.button'));
    await fill(coordinator, { name: 'Samen tegen armoede' });
    await press(coordinator, t('networks.new.button'));

    await press(coordinator, t('networks.next.partners.label'));
    await coordinator.$eval(
      'textarea[name=text]',
      (area, text) => {
        (area as HTMLTextAreaElement).value = text;
      },
      pasted,
    );
    await press(coordinator, t('partners.import.check'));
    await press(
      coordinator,
      t('partners.import.store', {
        partners: t('networks.counts.partners', { count: 6 }),
        people: t('networks.counts.people', { count: 6 }),
      }),
    );
    expect(await readAlert(coordinator)).toContain(t('partners.done.listStored'));

    const network = new URL(coordinator.url()).pathname.replace(/\/partners$/, '');
    await coordinator.goto(address + network);
    await press(coordinator, t('networks.next.round.label'));
    await fill(coordinator, { sender: 'Greet de Wit, coördinator' });
    await choose(coordinator, 'language', language);
    await press(coordinator, t('rounds.form.next'));
    expect(mailServer.received).toHaveLength(1);
    await press(coordinator, t('rounds.check.open'));
    expect(await readAlert(coordinator)).toContain(t('rounds.done.opened'));
    const round = coordinator.url().split('?')[0]!;

    // The partners: each has one mail; five answer.
    const links = new Map<string, string>();
    for (const person of people) {
      const mail = await waitForMail(mailServer, `${person}@partner.example`);
      links.set(person, readLink(mail, address));
    }
    expect(mailServer.received).toHaveLength(7);
    expect(new Set(links.values()).size).toBe(6);
    // The questionnaire has a keyboard test of its own.
    for (const person of people.slice(0, 5)) await answerAll(links.get(person)!, language);

    // A reminder goes to the rest only, with the same link.
    await coordinator.goto(round);
    expect(await coordinator.$eval('main', (main) => main.innerText)).not.toContain('femke@');
    await press(coordinator, t('rounds.round.remind'));
    expect(await coordinator.$eval('main', (main) => main.innerText)).toContain(
      t('rounds.reminder.lead', {
        people: t('rounds.reminder.people', { count: 1 }),
        partners: t('rounds.reminder.partners', { count: 1 }),
      }),
    );
    await press(coordinator, t('rounds.reminder.send', { count: 1 }));
    expect(await readAlert(coordinator)).toContain(t('rounds.done.reminded'));
    const reminder = await waitForMail(mailServer, 'femke@partner.example', 2);
    expect(readLink(reminder, address)).toBe(links.get('femke'));

    // Closed: the factsheet is there at once.
    await press(coordinator, t('rounds.round.close'));
    await press(coordinator, t('rounds.closure.confirm'));
    expect(await readAlert(coordinator)).toContain(t('rounds.done.closed'));
    const href = await coordinator.$$eval(
      'main a',
      (anchors, label) => anchors.find((anchor) => anchor.textContent?.trim() === label)?.href,
      t('rounds.round.pdf'),
    );
    const pdf = await download(coordinator.browserContext(), href!);
    const { text, language: spoken } = await readPdf(pdf);
    expect(spoken.slice(0, 2)).toBe(language);
    expect(text).toContain('Samen tegen armoede');
    expect(text).toContain('Weert');
    // Nothing went to anybody else, and nobody got more than was said.
    const letters = mailServer.received.map(({ to }) => to).sort();
    expect(letters).toEqual(
      [
        'femke@partner.example',
        'greet@ggd.example',
        ...people.map((person) => `${person}@partner.example`),
      ].sort(),
    );
    // The link says now that it is closed.
    const late = await openTab(browser);
    expect((await late.goto(links.get('femke')!))?.status()).toBe(200);
    expect(await late.$eval('h1', (h1) => h1.textContent)).toBe('Deze vragenlijst is gesloten');
  } finally {
    await program?.stop();
    await mailServer.stop();
  }
}

async function fill(page: Page, fields: Record<string, string>) {
  for (const [name, value] of Object.entries(fields)) {
    const field = await page.waitForSelector(`input[name="${name}"]`, { visible: true });
    await field!.focus();
    await field!.evaluate((input) => (input as HTMLInputElement).select());
    await page.keyboard.type(value);
  }
}

const readAlert = (page: Page) => page.$eval('main', (main) => main.innerText);

async function waitForMail(server: MailReceiver, to: string, count = 1): Promise<Received> {
  for (let waits = 0; waits < 1800; waits += 1) {
    const mails = server.received.filter((mail) => mail.to === to);
    if (mails.length >= count) return mails.at(-1)!;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`No mail to ${to}; there are ${server.received.map((mail) => mail.to).join(', ')}.`);
}

/** The first address in the mail that leads to this server. */
function readLink({ email }: Received, address: string): string {
  const link = email.text?.match(/https?:\/\/\S+/g)?.find((one) => one.startsWith(address));
  if (!link) throw new Error(`No link in ${email.text}`);
  return link;
}

async function answerAll(link: string, language: Language) {
  const { press, choose } = mouse;
  const t = pageTexts(language);
  const page = await openTab(browser, { width: 360 });
  // The people on the list have no language of their own, and get Dutch: this one is chosen behind the link.
  await page.goto(`${link}?lang=${language}`);
  await press(page, t('answers.start.begin'));
  for (const _concept of latestInstrument.concepts) {
    for (const item of await listChoices(page)) await choose(page, item, '4');
    await press(page, t('answers.next'));
  }
  // Contacts: nobody is known; then the consents and sending.
  for (let pages = 0; pages < 5 && !(await page.$('form[action$="/sending"]')); pages += 1) {
    await press(page, t('answers.next'));
  }
  await press(page, t('answers.send.button'));
  expect(await page.$eval('h1', (h1) => h1.textContent)).toBe(t('answers.thanks.title'));
  await page.browserContext().close();
}

/** What the browser of this person gets at an address, with its cookies. */
async function download(context: BrowserContext, url: string): Promise<Uint8Array> {
  const cookies = await context.cookies();
  const answer = await fetch(url, {
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
  });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  return new Uint8Array(await answer.arrayBuffer());
}
