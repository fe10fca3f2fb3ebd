/** The whole questionnaire in a real browser: on a phone, with and without JavaScript, and by keyboard alone. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findPlainName } from '../../../survey/plain-name.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { choose, listChoices, openTab, press } from '../../support/browser.ts';
import { withMailedLinks } from '../../support/mailed-links.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let testApp: TestSite;
let address: string;
let browser: Browser;
let round: SeededRound;

beforeAll(async () => {
  testApp = await startTestSite();
  ({ address, browser } = testApp);
});
afterAll(() => testApp.stop());
beforeEach(async () => {
  round = await seedRound(testApp.app.db);
});

async function readAnswers(person: string) {
  const pages = await testApp.app.db
    .selectFrom('answerPage')
    .select(['page', 'content'])
    .where('invitationId', '=', round.people[person]!.invitationId)
    .execute();
  return Object.fromEntries(pages.map(({ page, content }) => [page, content]));
}

async function readProfile(partner: string) {
  const stored = await testApp.app.db
    .selectFrom('profile')
    .select('content')
    .where('partnerId', '=', round.partnerIds[partner]!)
    .executeTakeFirst();
  return stored?.content;
}

const heading = (page: Page) => page.$eval('h1', (h1) => h1.textContent);
const everyItem = (answer: number | null) =>
  Object.fromEntries(
    latestInstrument.concepts.map(({ id, facets }) => [
      id,
      {
        answers: Object.fromEntries(facets.flatMap((facet) => facet.items.map((item) => [item.id, answer]))),
        comment: `over ${id}`,
      },
    ]),
  );
const contacts = {
  contacts: {
    school: { frequency: 2, familiarity: 1, dependence: 0 },
    wonen: { frequency: 4, familiarity: 1, dependence: 0 },
  },
};

test.each([
  ['with', true],
  ['without', false],
])(
  'a phone of 360 pixels %s JavaScript answers everything, sends it and shows the copy',
  async (_how, javaScript) => {
    const page = await openTab(browser, { width: 360, javaScript });
    await page.goto(address + round.people.anna!.path);
    await press(page, 'Begin');
    for (const concept of latestInstrument.concepts) {
      expect(await heading(page)).toBe(findPlainName(concept.name!.nl!));
      for (const item of await listChoices(page)) await choose(page, item, '4');
      await page.type('textarea', `over ${concept.id}`);
      await press(page, 'Volgende');
    }
    expect(await heading(page)).toBe(latestInstrument.conditions!.name!.nl);
    for (const condition of await listChoices(page)) await choose(page, condition, '2');
    await press(page, 'Volgende');
    for (const partner of ['school', 'wonen']) await choose(page, 'known', partner);
    await press(page, 'Volgende');
    await choose(page, 'frequency:school', '2');
    await choose(page, 'frequency:wonen', '4');
    for (const partner of ['school', 'wonen']) {
      await choose(page, `familiarity:${partner}`, '1');
      await choose(page, `dependence:${partner}`, '0');
    }
    await press(page, 'Volgende');
    expect(await heading(page)).toBe('Wat doet uw organisatie?');
    await page.type('textarea[name=about]', 'Wij helpen.');
    await choose(page, 'contributions', 'debts');
    await page.type('input[name=website]', 'www.voorbeeld.nl');
    await press(page, 'Volgende');
    expect(await readProfile('gemeente')).toMatchObject({
      about: 'Wij helpen.',
      contributions: ['debts'],
      website: 'https://www.voorbeeld.nl',
    });
    await choose(page, 'research', 'on');
    await press(page, 'Verstuur mijn antwoorden');

    expect(await heading(page)).toBe('Bedankt!');
    expect(await readAnswers('anna')).toEqual({
      ...everyItem(4),
      conditions: {
        conditions: Object.fromEntries(latestInstrument.conditions!.items.map(({ id }) => [id, 2])),
      },
      contacts,
      consents: { scores: false, research: true },
    });
    await press(page, 'Bekijk of print uw antwoorden');
    expect(await page.$eval('main', (main) => main.innerText)).toContain('over reputation');
    expect((await page.$('[data-print]:not([hidden])')) !== null).toBe(javaScript);
  },
);

/** Presses Tab until the focus stands on the wanted control, and says how often that was needed. */
async function tabTo(page: Page, selector: string) {
  for (let count = 1; count < 200; count += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return count;
  }
  throw new Error(`The keyboard does not reach ${selector} on ${page.url()}.`);
}

async function enter(page: Page) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

test('the keyboard alone answers and sends', async () => {
  const page = await openTab(browser);
  await page.goto(address + round.people.bram!.path);
  await tabTo(page, 'main form button');
  await enter(page);
  for (const concept of latestInstrument.concepts) {
    for (const item of await listChoices(page)) {
      // One stop for each statement; the arrows go through its options and come round to the last.
      expect(await tabTo(page, `input[name="${item}"]`)).toBeLessThanOrEqual(3);
      await page.keyboard.press('ArrowUp');
    }
    await tabTo(page, 'textarea');
    await page.keyboard.type(`over ${concept.id}`);
    await tabTo(page, 'main button[value=next]');
    await enter(page);
  }
  // The conditions may be skipped.
  await tabTo(page, 'main button[value=next]');
  await enter(page);
  await tabTo(page, 'input[name=known][value=school]');
  await page.keyboard.press('Space');
  await enter(page);
  expect(await heading(page)).toBe('Hoe is het contact?');
  await tabTo(page, 'main button[value=next]');
  await enter(page);
  await tabTo(page, 'main button[value=next]');
  await enter(page);
  // The profile: Enter in a line goes on.
  await tabTo(page, 'input[name=contributions][value=food]');
  await page.keyboard.press('Space');
  await tabTo(page, 'input[name=phone]');
  await page.keyboard.type('14 0495');
  await enter(page);
  expect(await readProfile('voedselbank')).toMatchObject({ contributions: ['food'], phone: '14 0495' });
  await tabTo(page, 'main button[value=next]');
  await enter(page);
  expect(await heading(page)).toBe('Bedankt!');
  expect(await readAnswers('bram')).toMatchObject({
    ...everyItem(null),
    contacts: { contacts: { school: {} } },
  });
});

test('Enter goes on to the next page and presses no other button, and Shift with Tab goes back through the page', async () => {
  const page = await openTab(browser);
  await page.goto(`${address}${round.people.carla!.path}/sharing?open`);
  await choose(page, 'values-1', '3');
  await enter(page);
  expect(await heading(page)).toBe(latestInstrument.concepts[1]!.name!.nl);
  await page.focus('main button[value=next]');
  const stops: string[] = [];
  for (let count = 0; count < 4; count += 1) {
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
    stops.push(await page.evaluate(() => document.activeElement!.getAttribute('name')!));
  }
  expect(stops).toEqual(['go', 'readable', 'comment', 'awareness-3']);
});

test('who stops halfway goes on with the link in the mail on another device', async () => {
  round = await withMailedLinks(testApp.app, round);
  const office = await openTab(browser);
  await office.goto(`${address}${round.people.dirk!.path}/sharing`);
  for (const item of await listChoices(office)) await choose(office, item, '2');
  await press(office, 'Volgende');
  await choose(office, 'trust-1', '5');
  await office.waitForSelector('[data-state=saved]');
  await office.browserContext().close();

  const phone = await openTab(browser, { width: 360, javaScript: false });
  await phone.goto(address + round.people.dirk!.path);
  await press(phone, 'Ga verder');
  expect(await heading(phone)).toBe(latestInstrument.concepts[1]!.name!.nl);
  expect(await phone.$eval('input[name=trust-1][value="5"]', (radio) => radio.checked)).toBe(true);
});

test('one press gives English, with what was just answered, and it stays English', async () => {
  const page = await openTab(browser, { javaScript: false });
  await page.goto(`${address}${round.people.esra!.path}/sharing`);
  await choose(page, 'values-1', '5');
  await press(page, 'English');
  expect(await heading(page)).toBe(latestInstrument.concepts[0]!.name!.en);
  expect(await page.$eval('input[name=values-1][value="5"]', (radio) => radio.checked)).toBe(true);
  await press(page, 'Next');
  expect(await page.$eval('html', (html) => html.lang)).toBe('en');
});

test('a forgotten statement gets the attention once, and then the next page comes', async () => {
  const page = await openTab(browser, { width: 360 });
  await page.goto(`${address}${round.people.femke!.path}/sharing`);
  const [first, ...others] = await listChoices(page);
  for (const item of others) await choose(page, item, '4');
  await press(page, 'Volgende');
  expect(
    await page.$eval('#open', (notice) => [
      notice.textContent!.includes('1 stelling'),
      notice === document.activeElement,
    ]),
  ).toEqual([true, true]);
  expect(await page.$$eval('fieldset.open', (open) => open.map(({ id }) => id))).toEqual([`field-${first}`]);
  await press(page, 'Volgende');
  expect(await heading(page)).toBe(latestInstrument.concepts[1]!.name!.nl);
});

test.each([true, false])('where there is no contact two questions stay away (script: %s)', async (script) => {
  const page = await openTab(browser);
  await page.setJavaScriptEnabled(script);
  await page.goto(`${address}${round.people.bram!.path}/contacts`);
  await page.click('input[name=known][value=school]');
  await press(page, 'Volgende');
  const asked = () =>
    page.$$eval('fieldset fieldset', (all) => all.filter((one) => one.checkVisibility()).length);
  expect(await asked()).toBe(1);
  await choose(page, 'frequency:school', '0');
  expect(await asked()).toBe(1);
  await choose(page, 'frequency:school', '2');
  expect(await asked()).toBe(3);
  await choose(page, 'familiarity:school', '1');
  // What was answered stays in sight.
  await choose(page, 'frequency:school', '0');
  expect(await asked()).toBe(2);
});
