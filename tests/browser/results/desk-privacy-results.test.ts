/** The pages about privacy and results, full, empty and with problems: WCAG 2.2 AA, and 320 pixels wide. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { deriveToken } from '../../../server/web/link-key.ts';
import { actingOn } from '../../support/acting.ts';
import { openTab } from '../../support/browser.ts';
import { callApi, openRound } from '../../support/call-api.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import { answerSecretively } from '../../support/secretive-round.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { seedPerson } from '../../support/seed-person.ts';
import { answer } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let testApp: TestSite;
let address: string;
let browser: Browser;
let asked: SeededRound;
let people: Record<'greet' | 'alderman' | 'researcher' | 'stranger', SignedIn>;
const ids: Record<'round' | 'few' | 'person' | 'erased' | 'network' | 'link', string> = {
  round: '',
  few: '',
  person: '',
  erased: '',
  network: '',
  link: '',
};

const list = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_none, i) => from + i);

beforeAll(async () => {
  testApp = await startTestSite({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'netwerk@example.org' });
  const { app } = testApp;
  const call = callApi(testApp);
  ({ address, browser } = testApp);
  asked = await seedRound(app.db);
  const { invitationId } = asked.people.anna!;
  await answer(app.db, { invitationId, opinion: 4, consent: true, knows: ['school', 'welzijn'] });
  ids.person = await seedPerson(app.db, {
    partnerId: asked.partnerIds.gemeente!,
    invitationId,
    name: 'Anna de Vries-Zonderland van den Bovenkamp',
    email: 'anna.de.vries-zonderland-van-den-bovenkamp@gemeente.voorbeeldstad.example',
  });
  ids.erased = await seedPerson(app.db, { partnerId: asked.partnerIds.school! });
  ({ network: ids.network, round: ids.round } = await openRound(call, { partners: 12, name: '2026' }));
  const db = app.db;
  await answerSecretively({ call, db }, ids.round, {
    partners: list(1, 11),
    consenting: list(1, 6),
    research: { partners: list(1, 6) },
  });
  await closeRound(actingOn(app), ids.round);
  const { json } = await call('POST', `/networks/${ids.network}/rounds`, {
    name: '2027',
    sender: 'De coördinator',
    closesAt: '2090-01-31',
  });
  ids.few = ids.round;
  ids.round = json.id;
  await answerSecretively({ call, db }, ids.round, {
    partners: list(1, 12),
    consenting: list(1, 6),
    research: { partners: list(1, 7) },
    seed: 3,
  });
  await closeRound(actingOn(app), ids.round);
  const { municipalityId } = await db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', ids.network)
    .executeTakeFirstOrThrow();
  const networkIds = [ids.network, asked.networkId];
  people = {
    greet: await signIn(app, 'coordinator', { municipalityId, networkIds, name: 'Greet de Wit' }),
    alderman: await signIn(app, 'municipality', { municipalityId, name: 'Wethouder Smit' }),
    researcher: await signIn(app, 'researcher', { networkIds, name: 'Dr. Peters' }),
    stranger: await signIn(app, 'researcher', { name: 'Nieuwe onderzoeker' }),
  };
  await people.greet.post(`/desk/rounds/${ids.round}/release`);
  await people.greet.post(`/desk/people/${ids.person}/data-link`);
  await people.greet.post(`/desk/people/${ids.erased}/erasure`);
  const { seed } = await db.selectFrom('dataLink').select('seed').executeTakeFirstOrThrow();
  ids.link = deriveToken(app.linkKey, seed);
});
afterAll(() => testApp.stop());

type Who = keyof typeof people;
const open = (who: Who, path: () => string) => async (page: Page) => {
  const [name, value] = people[who].cookie.split('=') as [string, string];
  await page.browserContext().setCookie({ name, value, domain: '127.0.0.1', path: '/' });
  await page.goto(address + path());
};
const privacy = () => `/desk/networks/${asked.networkId}/privacy`;

const pages: [string, (page: Page) => Promise<void>][] = [
  ['the privacy texts, still empty', open('greet', privacy)],
  [
    'the privacy texts, with problems',
    async (page) => {
      await open('greet', privacy)(page);
      await page.$eval('[name=keepMonths]', (field) => ((field as HTMLInputElement).value = '0'));
      await page.$eval('[name=purpose]', (field) => {
        (field as HTMLTextAreaElement).maxLength = 9999;
        (field as HTMLTextAreaElement).value = 'Om samen te werken. '.repeat(30);
      });
      await Promise.all([page.waitForNavigation(), page.click('main form button')]);
    },
  ],
  ['the data of a person', open('greet', () => `/desk/people/${ids.person}/data`)],
  ['the data of an erased person', open('greet', () => `/desk/people/${ids.erased}/data?done=erased`)],
  ['the question before an erasure', open('greet', () => `/desk/people/${ids.person}/erasure`)],
  ['the question before a withdrawal', open('greet', () => `/desk/people/${ids.person}/consents-withdrawal`)],
  ["a person's own data", open('greet', () => `/own-data/${ids.link}`)],
  ['the start page of the questionnaire', open('greet', () => asked.people.bram!.path)],
  ['the results of a municipality', open('alderman', () => '/desk/results')],
  ['the results, none yet', open('stranger', () => '/desk/results')],
  ['a result for the municipality', open('alderman', () => `/desk/rounds/${ids.round}/results`)],
  ['a result for the coordinator', open('greet', () => `/desk/rounds/${ids.round}/results`)],
  ['a result that is not there yet', open('greet', () => `/desk/rounds/${asked.roundId}/results`)],
  ['data for research', open('researcher', () => `/desk/rounds/${ids.round}/research-data`)],
];

const [, openOwnData] = pages.find(([name]) => name === "a person's own data")!;

test("axe finds nothing on a person's own data on a phone, and it fits", async () => {
  const page = await openTab(browser, { width: 320 });
  await openOwnData(page);
  expect(await findFaults(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
});

/** `desk-accessibility.test.ts` looks at these on a phone. */
const seenSmall = [
  'the data of a person',
  'the question before an erasure',
  'the question before a withdrawal',
];

describe.each([
  [320, 'nl', pages.filter(([name]) => !seenSmall.includes(name))] as const,
  [1100, 'en', pages] as const,
])('at %i pixels in %s', { tags: ['long'] }, (width, language, shown) => {
  test.each(shown)('axe finds nothing on %s, and it fits', async (_name, go) => {
    const page = await openTab(browser, { width });
    await page.goto(`${address}/?lang=${language}`);
    await go(page);
    // Behind a link that was mailed it is the person's language, until another is chosen there.
    const readLanguage = () => page.$eval('html', (html) => html.lang);
    if ((await readLanguage()) !== language) await page.goto(`${page.url()}?lang=${language}`);
    expect(await readLanguage()).toBe(language);
    expect(await findFaults(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    if (width < 360) await page.setViewport({ width: 360, height: 800 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await isTooWide(page)).toBe(false);
    await page.close();
  });
});
