/** A list from a spreadsheet in a real browser, and every page about networks without a fault for axe, on a phone. */
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTab, type PageOptions, press } from '../../support/browser.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import { type OwnNetwork, seedOwnNetwork, seedPartner } from '../../support/seed-own-network.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let testApp: TestSite;
let address: string;
let browser: Browser;
let own: OwnNetwork;
let operator: SignedIn;
let partner: { id: string; people: string[] };
let double: { id: string };
let archived: { id: string };

const longName = 'Ervaringsdeskundigheidscentrumarmoedebestrijdingsvrijwilligersorganisatie';

beforeAll(async () => {
  testApp = await startTestSite();
  const { app } = testApp;
  ({ address, browser } = testApp);
  own = await seedOwnNetwork(app, { name: 'Samen tegen armoede' });
  operator = await signIn(app, 'operator', { language: 'en' });
  partner = await seedPartner(app, own.networkId, {
    name: 'Stichting Leergeld',
    kind: 'informal',
    people: [
      ['Anna de Vries', 'anna@leergeld.example'],
      ['', 'info.met.een.lang.adres@stichting-leergeld-voorbeeldstad.example'],
      ['Zonder mail', null],
    ],
  });
  double = await seedPartner(app, own.networkId, { name: 'Leergeld', size: 2.5 });
  await seedPartner(app, own.networkId, { name: longName });
  archived = await seedPartner(app, own.networkId, { name: 'Weg' });
  await app.db.updateTable('partner').set({ archivedAt: new Date() }).where('id', '=', archived.id).execute();
  const now = new Date();
  const mark = (index: number, set: { unsubscribedAt: Date } | { addressFailsAt: Date }) =>
    app.db.updateTable('person').set(set).where('id', '=', partner.people[index]!).execute();
  await mark(0, { unsubscribedAt: now });
  await mark(1, { addressFailsAt: now });
});
afterAll(() => testApp.stop());

async function visit(who: SignedIn, path: string, options?: PageOptions): Promise<Page> {
  const page = await openTab(browser, options);
  const [name, value] = who.cookie.split('=') as [string, string];
  await page.browserContext().setCookie({ name, value, domain: '127.0.0.1', path: '/', httpOnly: true });
  await page.goto(`${address}/desk${path}`);
  return page;
}

/** What a spreadsheet puts on the clipboard, pasted where the cursor is. */
async function paste(page: Page, selector: string, text: string): Promise<void> {
  await page.focus(selector);
  await page.evaluate((pasted) => {
    // The clipboard itself needs a permission that a headless browser lacks; this is the same input event.
    document.execCommand('insertText', false, pasted);
  }, text);
}

const wrongList = [
  'Organisatie\tSoort\tContactpersoon\tE-mail\tTaal',
  'Voedselbank De Brug\ttovenaar\tBram\tbram.brug.example\tFrans',
  'GGD\tjeugdgezondheidszorg\tCarla\tcarla@ggd.example\t',
].join('\n');

test('a coordinator pastes a list, corrects what is marked, and stores it; also without JavaScript', async () => {
  for (const javaScript of [true, false]) {
    const { networkId, coordinator } = await seedOwnNetwork(testApp.app);
    const page = await visit(coordinator, `/networks/${networkId}`, { javaScript });
    await press(page, 'Partners toevoegen');
    if (javaScript) await paste(page, '#field-text', wrongList);
    else
      await page.$eval(
        '#field-text',
        (field, text) => ((field as HTMLTextAreaElement).value = text),
        wrongList,
      );
    await press(page, 'Kijk de lijst na');
    expect(await page.$eval('h1', (h1) => h1.textContent)).toBe('Uw lijst, nagekeken');
    if (javaScript) expect(await findFaults(page)).toEqual([]);

    // The summary leads to the cell.
    await page.click('a[href="#field-cell-2-email"]');
    expect(await page.$eval('#field-cell-2-email', (field) => field.matches(':target'))).toBe(true);
    await page.select('#field-cell-2-kind', 'informal');
    await page.select('#field-cell-2-language', 'en');
    await page.click('#field-cell-2-email', { count: 3 });
    await page.keyboard.type('bram@brug.example');
    await press(page, 'Kijk de lijst opnieuw na');
    await press(page, 'Zet de lijst in het netwerk');
    expect(new URL(page.url()).pathname).toBe(`/desk/networks/${networkId}/partners`);
    const table = await page.$eval('main table', (element) => element.textContent);
    expect(table).toMatch(/GGD[\s\S]*Carla[\s\S]*Voedselbank De Brug[\s\S]*bram@brug\.example/);
    await page.browserContext().close();
  }
});

test('a file is chosen and stored', async () => {
  const { networkId, coordinator } = await seedOwnNetwork(testApp.app);
  const page = await visit(coordinator, `/networks/${networkId}/import`);
  const { body } = await coordinator.get(`/desk/networks/${networkId}/import/example.csv`);
  await page.$eval(
    '#field-file',
    (field, text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'partners.csv'));
      (field as HTMLInputElement).files = data.files;
    },
    body,
  );
  await press(page, 'Kijk de lijst na');
  await Promise.all([page.waitForNavigation(), page.click('button[formaction$="/confirmation"]')]);
  expect(await page.$eval('[role=status]', (notice) => notice.textContent)).toContain(
    'De lijst staat in het netwerk.',
  );
  await page.browserContext().close();
});

const check = async (page: Page, text: string) => {
  await page.$eval('#field-text', (field, value) => ((field as HTMLTextAreaElement).value = value), text);
  await Promise.all([page.waitForNavigation(), page.click('form.card .utrecht-button--primary-action')]);
};
const send = (change: (form: HTMLFormElement) => void) => async (page: Page) => {
  await page.$eval(
    'form.card',
    (form, text) => new Function('form', `(${text})(form)`)(form),
    change.toString(),
  );
  await Promise.all([page.waitForNavigation(), page.click('form.card .utrecht-button--primary-action')]);
};
const clear = (form: HTMLFormElement) => {
  for (const field of form.querySelectorAll<HTMLInputElement>('input:not([type=hidden])')) field.value = '';
};
const goBack = (form: HTMLFormElement) => {
  form.querySelector<HTMLInputElement>('[name=revision]')!.value = '0';
  form.querySelector<HTMLInputElement>('input:not([type=hidden])')!.value = 'Iets anders';
};

/** What the filled and the empty desk of `desk-accessibility.test.ts` do not show. */
const pages: [string, () => [SignedIn, string], ((page: Page) => Promise<void>)?][] = [
  ['networks of an operator', () => [operator, '/networks']],
  ['a network', () => [own.coordinator, `/networks/${own.networkId}?done=made`]],
  ['its name changed by two', () => [own.coordinator, `/networks/${own.networkId}/name`], send(goBack)],
  ['partners', () => [own.coordinator, `/networks/${own.networkId}/partners?search=e`]],
  ['a partner', () => [own.coordinator, `/partners/${partner.id}`]],
  ['a partner with problems', () => [own.coordinator, `/partners/${partner.id}`], send(clear)],
  ['a partner changed by two', () => [own.coordinator, `/partners/${partner.id}`], send(goBack)],
  ['an archived partner', () => [own.coordinator, `/partners/${archived.id}`]],
  ['who wants no mail', () => [own.coordinator, `/people/${partner.people[0]}`]],
  ['an address that fails', () => [own.coordinator, `/people/${partner.people[1]}`]],
  ['who has no mail', () => [own.coordinator, `/people/${partner.people[2]}`]],
  ['doubles', () => [own.coordinator, `/networks/${own.networkId}/merge`]],
  [
    'a merge',
    () => [own.coordinator, `/networks/${own.networkId}/merge?keep=${partner.id}&drop=${double.id}`],
  ],
  [
    'a list with problems',
    () => [own.coordinator, `/networks/${own.networkId}/import`],
    (page) => check(page, wrongList),
  ],
  [
    'a list without a header',
    () => [own.coordinator, `/networks/${own.networkId}/import`],
    (page) => check(page, 'appels\tperen\n1\t2'),
  ],
  [
    'a list that is right',
    () => [own.coordinator, `/networks/${own.networkId}/import`],
    (page) => check(page, `partner\tmail\n${longName}\t${'x'.repeat(60)}@voorbeeld.example`),
  ],
];

test.each(pages)(
  '%s: axe finds nothing on a small phone, with large letters, in forced colours',
  { tags: ['long'] },
  async (_name, where, act) => {
    const [who, path] = where();
    const page = await visit(who, path, { width: 320 });
    await act?.(page);
    expect(await findFaults(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await isTooWide(page)).toBe(false);
    const client = await page.createCDPSession();
    await client.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'forced-colors', value: 'active' }],
    });
    expect(await findFaults(page)).toEqual([]);
    await page.setViewport({ width: 1100, height: 800 });
    expect(await findFaults(page)).toEqual([]);
    await page.browserContext().close();
  },
);
