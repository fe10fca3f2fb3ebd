/** Every page of the questionnaire, also where something is wrong: WCAG 2.2 AA, small screens, large letters. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shareResult } from '../../../server/results/shares/share-result.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { actingOn } from '../../support/acting.ts';
import { openTab } from '../../support/browser.ts';
import { findFaults, isTooWide, listLooks } from '../../support/check-accessibility.ts';
import { withMailedLinks } from '../../support/mailed-links.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { type SeededRound, seedRound, sixPartners } from '../../support/seed.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let testApp: TestSite;
let address: string;
let browser: Browser;
let round: SeededRound;
let alone: SeededRound;
let closed: SeededRound;

const longNames = [
  {
    code: 'lang',
    name: 'Stichting Samenwerkingsverband Maatschappelijke Dienstverlening Midden-Limburg-West',
  },
  { code: 'langer', name: 'Ervaringsdeskundigheidscentrumarmoedebestrijdingsvrijwilligersorganisatie' },
];

beforeAll(async () => {
  testApp = await startTestSite();
  ({ address, browser } = testApp);
  const seeded = await seedRound(testApp.app.db, { madeUp: true, partners: [...sixPartners, ...longNames] });
  round = await withMailedLinks(testApp.app, seeded);
  alone = await seedRound(testApp.app.db, {
    partners: [{ code: 'a', name: 'Alleen' }],
    people: { gerrit: 'a' },
  });
  const known = { known: ['school', 'lang', 'langer'] };
  const bram = makeRespondent(testApp.app, round.people.bram!.path);
  await bram.fill('contacts', known, 'stay');
  await bram.fill('sharing', { 'values-1': '4', comment: 'Eerste regel\nTweede regel' }, 'stay');
  const carla = makeRespondent(testApp.app, round.people.carla!.path);
  await carla.fill('sharing', { 'values-1': '4' }, 'stay');
  await carla.fill('contacts', known, 'stay');
  await carla.fill(
    'profile',
    { about: 'Samenwerkingsverband'.repeat(6), website: 'www.voorbeeld.nl' },
    'stay',
  );
  await testApp.app.db.updateTable('profile').set({ hiddenAt: new Date() }).execute();
  await carla.post('sending', { scores: 'on' });
  closed = await closeRoundWithAnswers();
});
afterAll(() => testApp.stop());

/** A closed round with a shared result; Esra answered and consented. */
async function closeRoundWithAnswers() {
  const { db } = testApp.app;
  const seeded = await seedRound(db, { madeUp: true, partners: [...sixPartners, ...longNames] });
  const made = await withMailedLinks(testApp.app, seeded);
  const esra = makeRespondent(testApp.app, made.people.esra!.path);
  await esra.fill('sharing', { 'values-1': '4', comment: 'Samenwerkingsverband'.repeat(6) });
  await esra.fill('contacts', { known: ['school', 'langer'] });
  await esra.post('sending', { scores: 'on' });
  await closeRound(actingOn(testApp.app), made.roundId);
  await shareResult(actingOn(testApp.app), made.roundId, { scope: 'factsheet' });
  return made;
}

/** Sends a page that was open when the round closed. */
const sendLate = async (page: Page) => {
  await page.goto(`${address}${closed.people.esra!.path}`);
  const action = `${closed.people.esra!.path}/sharing`;
  await Promise.all([
    page.waitForNavigation(),
    page.evaluate(
      (to, comment) => {
        const form = document.createElement('form');
        form.method = 'post';
        form.action = to;
        for (const [name, value] of [
          ['values-1', '2'],
          ['comment', comment],
        ] as const) {
          const field = form.appendChild(document.createElement('input'));
          [field.name, field.value] = [name, value];
        }
        document.body.append(form);
        form.submit();
      },
      action,
      'Ervaringsdeskundigheidscentrum'.repeat(4),
    ),
  ]);
};

const open = (person: string, path: string) => async (page: Page) => {
  const { people } = person === 'gerrit' ? alone : round;
  await page.goto(`${address}${people[person]!.path}${path}`);
};

/** Posts the form that stands on the page, after something in it was changed behind its back. */
const postChanged =
  (person: string, path: string, change: (form: HTMLFormElement) => void) => async (page: Page) => {
    await open(person, path)(page);
    await Promise.all([
      page.waitForNavigation(),
      page.$eval(
        'form#page',
        (form, text) => {
          new Function('form', `(${text})(form)`)(form);
          (form as HTMLFormElement).submit();
        },
        change.toString(),
      ),
    ]);
  };

const pages: [string, (page: Page) => Promise<void>][] = [
  ['the start page', open('anna', '')],
  ['the start page of who began', open('bram', '')],
  ['the start page of who sent', open('carla', '')],
  ['a concept', open('bram', '/sharing')],
  ['the conditions', open('anna', '/conditions')],
  ['forgotten statements', open('bram', '/sharing?open#open')],
  [
    'a page with problems',
    postChanged('bram', '/sharing', (form) => {
      form.querySelector<HTMLInputElement>('[name=values-1]')!.value = '7';
      form.querySelector<HTMLInputElement>('[name=values-1]')!.checked = true;
      form.querySelector('textarea')!.value = 'lang '.repeat(500);
    }),
  ],
  [
    'a conflict',
    postChanged('bram', '/sharing', (form) => {
      form.querySelector<HTMLInputElement>('[name=revision]')!.value = '0';
      form.querySelector('textarea')!.value = 'Iets anders\n'.repeat(3);
      form.querySelector<HTMLInputElement>('[name=values-1][value="2"]')!.checked = true;
    }),
  ],
  ['the contacts', open('bram', '/contacts')],
  ['the contacts without other partners', open('gerrit', '/contacts')],
  ['the profile', open('gerrit', '/profile')],
  [
    'a profile with problems, that is hidden',
    postChanged('carla', '/profile', (form) => {
      form.querySelector<HTMLTextAreaElement>('[name=about]')!.value = 'x'.repeat(700);
      form.querySelector<HTMLInputElement>('[name=website]')!.value = 'javascript:alert(1)';
      form.querySelector<HTMLInputElement>('[name=contributions]')!.value = 'weapons';
      form.querySelector<HTMLInputElement>('[name=contributions]')!.checked = true;
    }),
  ],
  [
    'a conflict about a profile',
    postChanged('carla', '/profile', (form) => {
      form.querySelector<HTMLInputElement>('[name=revision]')!.value = '0';
      form.querySelector<HTMLTextAreaElement>('[name=about]')!.value = 'Iets anders';
    }),
  ],
  ['the questions about partners', open('bram', '/contacts/details')],
  ['forgotten questions about partners', open('bram', '/contacts/details?open#open')],
  ['check and send', open('bram', '/send')],
  ['check and send on another device, refused', postChanged('bram', '/send', () => {})],
  [
    'sending without an answer',
    postChanged('anna', '/send', (form) => {
      form.querySelector<HTMLInputElement>('[name=confirm]')!.checked = true;
    }),
  ],
  ['check and send after sending', open('carla', '/send')],
  ['the thanks', open('carla', '/thanks')],
  ['the copy', open('carla', '/copy')],
  [
    'a closed round of who answered',
    async (page) => void (await page.goto(address + closed.people.esra!.path)),
  ],
  [
    'a closed round of who did not',
    async (page) => void (await page.goto(address + closed.people.anna!.path)),
  ],
  ['a page that came after the closing', sendLate],
  [
    'consents taken back without a tick',
    async (page) => {
      await page.goto(address + closed.people.esra!.path);
      await Promise.all([page.waitForNavigation(), page.click('form[action$="consents-withdrawal"] button')]);
    },
  ],
  [
    'a link that does not work',
    async (page) => void (await page.goto(`${address}/invitations/bestaat-niet`)),
  ],
];

/** A word in a line may be lower. */
const findLowTargets = (page: Page) =>
  page.$$eval('button, a.utrecht-button, label:has(input), .checks a', (targets) =>
    targets
      .filter((target) => target.checkVisibility() && !target.classList.contains('hidden-visually'))
      .filter((target) => target.getBoundingClientRect().height < 44)
      .map((target) => target.outerHTML),
  );

const kinds = [
  'a concept',
  'a page with problems',
  'a conflict',
  'the questions about partners',
  'check and send',
  'a closed round of who answered',
  'a page that came after the closing',
];

for (const { width, language, pages: some, tags } of listLooks(pages, ([name]) => kinds.includes(name))) {
  const title = `axe finds nothing on %s, at ${width} pixels in ${language}; it fits, and a finger hits what can be pressed`;
  test.each(some)(title, { tags }, async (_name, go) => {
    const page = await openTab(browser, { width });
    await page.goto(`${address}/invitations/geen?lang=${language}`);
    await go(page);
    expect(await page.$eval('html', (html) => html.lang)).toBe(language);
    expect(await findFaults(page)).toEqual([]);
    expect(await findLowTargets(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    // Letters of twice the size, and sides swapped.
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await isTooWide(page)).toBe(false);
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    expect(await isTooWide(page)).toBe(false);
    await page.close();
  });
}

test('the focus can be seen on every control of a page, also in forced colours', async () => {
  const page = await openTab(browser);
  for (const forced of ['none', 'active']) {
    const client = await page.createCDPSession();
    await client.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: forced }] });
    await open('bram', '/send')(page);
    const stops = await page.$$eval(
      'main :is(a, button, input:not([type=hidden]))',
      (controls) => controls.filter((control) => control.checkVisibility()).length,
    );
    await page.focus('header button:not([tabindex])');
    for (let stop = 0; stop < stops; stop += 1) {
      await page.keyboard.press('Tab');
      const outline = await page.evaluate(() => {
        const focused = document.activeElement!;
        return getComputedStyle(focused.closest('label') ?? focused).outline;
      });
      expect(outline).toMatch(/solid 3px|3px solid/);
    }
  }
});

test('a problem is told at once: the summary has the focus and its links lead to the fields', async () => {
  const page = await openTab(browser, { javaScript: false });
  const [, goWrong] = pages.find(([name]) => name === 'a page with problems')!;
  await goWrong(page);
  // The browser gives the focus with the first painting, which may come after the loading.
  await page.waitForSelector('.utrecht-alert--error:focus');
  await page.click('.utrecht-alert a[href="#field-values-1"]');
  expect(await page.$eval('#field-values-1', (field) => field.getBoundingClientRect().top)).toBeLessThan(800);
});

test('nothing moves for who asked for less motion', async () => {
  const page = await openTab(browser);
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await open('bram', '/sharing')(page);
  const moving = await page.$$eval(
    '*',
    (all) => all.filter((one) => getComputedStyle(one).transitionDuration !== '0s').length,
  );
  expect(moving).toBe(0);
});

test('the copy is printed without buttons, and with every answer', async () => {
  const page = await openTab(browser);
  await open('carla', '/copy')(page);
  await page.emulateMediaType('print');
  expect(
    await page.$$eval('button, a.utrecht-button', (all) => all.filter((one) => one.checkVisibility()).length),
  ).toBe(0);
  expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(5000);
  await choosePrint(page);
});

/** Presses the print button and sees that the browser was asked to print. */
async function choosePrint(page: Page) {
  await page.emulateMediaType('screen');
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '');
  });
  await page.click('[data-print]');
  expect(await page.$('[data-printed]')).not.toBeNull();
}
