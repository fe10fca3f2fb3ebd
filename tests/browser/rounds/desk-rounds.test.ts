/** The pages about rounds in a real browser: readable for everybody, also on a phone; the chart; the keyboard. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dutchDay } from '../../../server/text/days.ts';
import { openTab, press, signInBrowser } from '../../support/browser.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import { type SeededNetwork, type SeedPerson, seedNetwork } from '../../support/seed-network.ts';
import { answer } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let server: TestSite;
let browser: Browser;
let address: string;
let operator: SignedIn;
/** Every page by its name, as a path. */
const paths: Record<string, string> = {};

const inDays = (count: number) => addDays(dutchDay(new Date()), count);
const plan = {
  name: '2026',
  sender: 'Greet de Wit, coördinator van het netwerk',
  language: 'nl',
  opening: 'now',
  checked: 'yes',
  closesOn: inDays(28),
  repeats: 'yearly',
  reminder1: inDays(7),
  reminder2: inDays(26),
  message: 'In het najaar bespreken wij de uitslag met alle partners.\n\nAlvast veel dank voor uw tijd.',
};
const names = ['Anna', 'Bram', 'Carla', 'Dirk', 'Esra', 'Femke', 'Gijs', 'Hanna', 'Ivo'];

beforeAll(async () => {
  server = await startTestSite();
  operator = await signIn(server.app, 'operator', { name: 'Greet de Wit' });
  ({ address, browser } = server);

  const empty = await seedNetwork(server.app.db, [[]]);
  paths['an empty list'] = `/desk/networks/${empty.networkId}/rounds`;
  const people: SeedPerson[][] = names.map((name) => [{ name }]);
  people[1]!.push({ name: 'Jan', email: null });
  people[2]!.push({ name: 'Karin', unsubscribed: true });
  const network = await seedNetwork(server.app.db, people);
  const list = `/desk/networks/${network.networkId}/rounds`;
  paths['a list'] = list;
  paths['the form'] = `${list}/new`;
  const closed = await makeRound(network, { name: '2025', repeats: 'once' });
  await answerAll(closed, 8);
  await operator.post(`${closed}/closure`);
  await operator.post(`${closed}/shares`, { scope: 'overview' });
  paths['a closed round'] = closed;
  const open = await makeRound(network);
  await answerAll(open, 6);
  paths['an open round'] = open;
  paths['the form of an open round'] = `${open}/plan`;
  paths['the question before closing'] = `${open}/closure`;
  paths.invitations = `${open}/invitations`;
  paths.letters = `${open}/letters`;
  const { id } = await server.app.db
    .selectFrom('invitation')
    .select('id')
    .where('person', '=', 'Jan')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  paths['a link'] = `/desk/invitations/${id}/link`;
  paths['the question before withdrawing'] = `/desk/invitations/${id}/revocation`;
  const planned = await makeRound(network, {
    name: '2027',
    opening: 'day',
    opensOn: inDays(300),
    closesOn: inDays(330),
    reminder1: '',
    reminder2: '',
  });
  paths['a planned round'] = planned;
  paths['the look before opening'] = `${planned}/opening`;
  paths['the mail'] = `${planned}/mail-preview`;
  paths['the question before removing'] = `${planned}/removal`;
  const paused = await makeRound(await seedNetwork(server.app.db, [[{ name: 'Anna' }]]));
  await operator.post(`${paused}/pause`);
  paths['a paused round'] = `${paused}?done=paused`;
});
afterAll(() => server.stop());

async function makeRound({ networkId }: SeededNetwork, fields: object = {}): Promise<string> {
  const answered = await operator.post(`/desk/networks/${networkId}/rounds`, { ...plan, ...fields });
  expect(answered.statusCode, answered.body.slice(0, 2000)).toBe(303);
  return String(answered.headers.location).split('?')[0]!;
}

/** The first people of a round answer, spread over the days before today. */
async function answerAll(round: string, count: number): Promise<void> {
  const people = await server.app.db
    .selectFrom('invitation')
    .select('id')
    .where('roundId', '=', round.split('/').at(-1)!)
    .orderBy('id')
    .limit(count)
    .execute();
  for (const [index, { id }] of people.entries()) {
    await answer(server.app.db, { invitationId: id, opinion: 1 + (index % 5) });
    const days = Math.floor(index / 2) * 2;
    await server.app.db
      .updateTable('invitation')
      .set({ submittedAt: new Date(Date.now() - days * 24 * 3600_000) })
      .where('id', '=', id)
      .execute();
  }
}

async function openAs(width: number) {
  const page = await openTab(browser, { width });
  await signInBrowser(page, operator.cookie);
  return page;
}

const pages = [
  ...['an empty list', 'a list', 'the form', 'a closed round', 'an open round', 'the form of an open round'],
  ...['the question before closing', 'invitations', 'letters', 'a link', 'the question before withdrawing'],
  ...[
    'a planned round',
    'the look before opening',
    'the mail',
    'the question before removing',
    'a paused round',
  ],
];

/** `desk-accessibility.test.ts` looks at these on a phone. */
const seenSmall = ['the form', 'the mail', 'letters', 'a link'].concat(
  ['closing', 'withdrawing'].map((deed) => `the question before ${deed}`),
);

describe.each([
  [320, 'nl', pages.filter((name) => !seenSmall.includes(name))] as const,
  [1100, 'en', pages] as const,
])('at %i pixels in %s', { tags: ['long'] }, (width, language, shown) => {
  test.each(shown)('axe finds nothing on %s, and nothing sticks out', async (name) => {
    const page = await openAs(width);
    const path = paths[name]!;
    const answered = await page.goto(`${address}${path}${path.includes('?') ? '&' : '?'}lang=${language}`, {
      waitUntil: 'networkidle0',
    });
    expect(answered!.status()).toBe(200);
    expect(await findFaults(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await isTooWide(page)).toBe(false);
    await page.close();
  });
});

test('the chart is drawn under the policy of the desk, and its numbers stand in a table', async () => {
  const page = await openAs(1100);
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${address}${paths['an open round']}`);
  await page.waitForSelector('[data-drawn]');
  expect(problems).toEqual([]);
  const painted = await page.$eval('canvas', (canvas) =>
    canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean),
  );
  expect(painted).toBe(true);
  const numbers = await page.$$eval('details tbody tr', (rows) =>
    rows.map((row) => [...row.querySelectorAll('td.numeric')].map((cell) => Number(cell.textContent))),
  );
  expect(numbers).toEqual([
    [2, 2],
    [2, 4],
    [2, 6],
  ]);
});

test('what is wrong with a round is told above the form, with the focus, and leads to its field', async () => {
  const page = await openAs(320);
  await page.goto(`${address}${paths['the form']}`);
  await page.$eval('[name=closesOn]', (field) => {
    (field as HTMLInputElement).value = '2020-01-01';
  });
  await page.$eval('[name=sender]', (field) => {
    (field as HTMLInputElement).value = '';
  });
  await press(page, 'Verder');
  await page.waitForSelector('#problems:focus');
  const links = await page.$$eval('#problems a', (all) => all.map((one) => one.getAttribute('href')));
  expect(links).toContain('#field-closesOn');
  expect(links).toContain('#field-sender');
  expect(await page.$eval('[name=closesOn]', (field) => (field as HTMLInputElement).value)).toBe(
    '2020-01-01',
  );
});

test('finishing the text about privacy and coming back keeps what was typed in a new round', async () => {
  const { networkId } = await seedNetwork(server.app.db, [[{ name: 'Anna' }], [{ name: 'Bram' }]]);
  const page = await openAs(1100);
  await page.goto(`${address}/desk/networks/${networkId}/rounds/new`);
  await page.type('[name=message]', 'Dit typte ik zelf.');
  await press(page, 'Verder');
  const link = await page.waitForSelector('main a[href$="/privacy"]');
  const [opened] = await Promise.all([
    new Promise<Page>((resolve) => page.once('popup', (popup) => resolve(popup!))),
    link!.click(),
  ]);
  await opened.waitForSelector('h1');
  expect(opened.url()).toContain(`/desk/networks/${networkId}/privacy`);
  await opened.close();
  await press(page, 'Terug naar het formulier');
  expect(await page.$eval('[name=message]', (field) => (field as HTMLTextAreaElement).value)).toBe(
    'Dit typte ik zelf.',
  );
  await page.close();
});

test('a round is planned, looked at and opened by keyboard alone, without JavaScript', async () => {
  const { networkId } = await seedNetwork(server.app.db, [[{ name: 'Anna' }], [{ name: 'Bram' }]]);
  const page = await openTab(browser, { javaScript: false });
  await signInBrowser(page, operator.cookie);
  await page.goto(`${address}/desk/networks/${networkId}/rounds/new`);
  /** Presses Tab until the focus is on the control with this name, and then Enter. */
  const pressByKeyboard = async (label: string) => {
    for (let stop = 0; stop < 80; stop += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.$eval(':focus', (one) => one.textContent?.trim() ?? '').catch(() => '');
      if (focused === label) {
        await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
        return;
      }
    }
    throw new Error(`Tab never reached '${label}' on ${page.url()}.`);
  };
  await pressByKeyboard('Verder');
  expect(await page.$eval('h1', (one) => one.textContent)).toBe('Klopt alles?');
  await pressByKeyboard('Open de meting en verstuur de mails');
  expect(page.url()).toMatch(/\/desk\/rounds\/\d+\?done=opened/);
  expect(await page.$eval('main', (one) => one.textContent)).toContain(
    '0 van de 2 mensen hebben geantwoord.',
  );
});
