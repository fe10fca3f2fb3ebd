/**
 * A municipality writes its texts once, a coordinator makes a network from another one and chooses partners from the
 * address book: on a phone, without JavaScript, by keyboard, and in English.
 */
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTab, press, signInBrowser } from '../../support/browser.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import * as keyboard from '../../support/keyboard.ts';
import { seedPerson } from '../../support/seed-network.ts';
import { type OwnNetwork, seedOwnNetwork, seedPartner } from '../../support/seed-own-network.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let site: TestSite;
let own: OwnNetwork;
let other: OwnNetwork;
let coordinator: SignedIn;
beforeAll(async () => {
  site = await startTestSite();
  const { app } = site;
  own = await seedOwnNetwork(app, { name: 'Samen tegen armoede' });
  other = await seedOwnNetwork(app, { name: 'Kansrijk opgroeien in Weert en de kerkdorpen' });
  const { municipalityId } = own;
  coordinator = await signIn(app, 'coordinator', {
    municipalityId,
    networkIds: [own.networkId, other.networkId],
    name: 'Greet Smeets',
  });
  await seedPartner(app, own.networkId, {
    name: 'Voedselbank Weert',
    kind: 'informal',
    size: 30,
    people: [['Bram de Wit', 'bram@voedselbank.example']],
  });
  const police = await seedPartner(app, own.networkId, {
    name: 'Politie, basisteam Weert-Nederweert-Leudal',
    kind: 'police',
    people: [['Piet Jacobs', 'p.jacobs.met.een.heel.lang.adres@politie-limburg-noord.example']],
  });
  await seedPerson(app.db, police.id, { name: 'Wil', unsubscribed: true });
  await seedPartner(app, other.networkId, {
    name: 'Basisschool De Kameleon',
    kind: 'school',
    people: [['Sanne Peeters', 'sanne@kameleon.example']],
  });
});
afterAll(() => site.stop());

async function open(who: SignedIn, path: string, { width = 320, javaScript = true } = {}): Promise<Page> {
  const page = await openTab(site.browser, { width, javaScript });
  await signInBrowser(page, who.cookie);
  await page.goto(`${site.address}${path}`);
  return page;
}

const words = (page: Page) => page.$eval('main', (main) => (main as HTMLElement).innerText);

async function expectWhole(page: Page): Promise<void> {
  // Axe is a script: where none runs, only the room is looked at.
  if (page.isJavaScriptEnabled()) expect(await findFaults(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
}

test('an officer writes the texts of the municipality, and a network says that it has them', async () => {
  const officer = await signIn(site.app, 'municipality', { municipalityId: own.municipalityId });
  const page = await open(officer, '/desk/looks');
  await press(page, 'Teksten van de gemeente: privacy en afzender, voor al haar netwerken');
  await expectWhole(page);
  await page.type('[name=controller]', 'Gemeente Weert, Wilhelminasingel 101, Weert');
  await page.type('[name=purpose]', 'Om de samenwerking te verbeteren.');
  await page.click('input[value="public-task"]');
  await page.type('[name=contact]', 'privacy@weert.example');
  await page.type('[name=sender]', 'Greet Smeets, gemeente Weert');
  await press(page, 'Opslaan');
  expect(await words(page)).toContain('Netwerken zonder eigen teksten hebben ze nu.');
  await expectWhole(page);

  const network = await open(coordinator, `/desk/networks/${own.networkId}/privacy`);
  expect(await words(network)).toContain('Dit netwerk heeft de teksten van gemeente Weert.');
  await network.$eval('[name=contact]', (field) => ((field as HTMLTextAreaElement).value = 'Greet'));
  await press(network, 'Opslaan');
  expect(await words(network)).toContain('Dit netwerk heeft eigen teksten.');
  expect(await words(network)).toContain('privacy@weert.example');
  await expectWhole(network);
  await press(network, 'Gebruik de teksten van de gemeente');
  expect(await words(network)).toContain('Dit netwerk heeft nu de teksten van de gemeente.');
  expect(await network.$eval('[name=contact]', (field) => (field as HTMLTextAreaElement).value)).toBe(
    'privacy@weert.example',
  );
});

test('by keyboard and without JavaScript a network is made from another one', async () => {
  const page = await open(coordinator, '/desk/networks/new', { javaScript: false });
  await expectWhole(page);
  await page.select('[name=from]', own.networkId);
  await keyboard.press(page, 'Bekijk wat u kunt overnemen');
  const shown = await words(page);
  expect(shown).toContain('Samen tegen armoede');
  expect(shown).toContain('1 persoon die geen mail meer wil');
  await expectWhole(page);
  await page.type('[name=name]', 'Samen voor ouderen');
  await keyboard.choose(page, 'parts', 'people');
  await keyboard.press(page, 'Maak uw netwerk');
  expect(await words(page)).toContain('Uw netwerk is er, met wat u hebt overgenomen.');
  expect(await words(page)).toContain('2 partners');
  expect(await words(page)).toContain('0 mensen');
  // Back, and once more with the same name: no second network.
  await page.goBack();
  await page.$eval('[name=name]', (field) => ((field as HTMLInputElement).value = 'Samen voor ouderen'));
  await press(page, 'Maak uw netwerk');
  expect(await words(page)).toContain('heeft al een netwerk met de naam');
});

test('what is wrong with the copy is said above the form, with what was typed and ticked', async () => {
  const page = await open(coordinator, `/desk/networks/${own.networkId}/copy`);
  await page.type('[name=name]', 'Samen tegen armoede');
  await page.click('[name=parts][value=partners]');
  await press(page, 'Maak uw netwerk');
  const shown = await words(page);
  expect(shown).toContain('Contactpersonen gaan alleen mee met hun partners');
  expect(await page.$eval('[name=name]', (field) => (field as HTMLInputElement).value)).toBe(
    'Samen tegen armoede',
  );
  expect(await page.$eval('[name=parts][value=partners]', (tick) => (tick as HTMLInputElement).checked)).toBe(
    false,
  );
  await expectWhole(page);
});

test('on a phone, partners are chosen from the address book by a few letters, and English reads as well', async () => {
  const { municipalityId, networkId } = other;
  const page = await open(coordinator, `/desk/networks/${networkId}/partners`, { javaScript: false });
  await press(page, 'Kies uit het adresboek');
  await page.type('[name=search]', 'piet');
  await press(page, 'Zoek');
  expect(await words(page)).toContain('1 organisatie gevonden.');
  await expectWhole(page);
  const value = await page.$eval('[name=partners]', (tick) => (tick as HTMLInputElement).value);
  await keyboard.choose(page, 'partners', value);
  await keyboard.choose(page, 'people', 'on');
  await keyboard.press(page, 'Voeg toe');
  const list = await words(page);
  expect(list).toContain('De gekozen partners staan in het netwerk.');
  expect(list).toContain('Piet Jacobs');
  expect(list).not.toContain('Wil');

  const reader = await signIn(site.app, 'coordinator', {
    municipalityId,
    networkIds: [own.networkId, networkId],
    language: 'en',
  });
  for (const [path, text] of [
    [`/desk/municipalities/${municipalityId}/address-book`, 'Each organisation is listed once.'],
    [`/desk/networks/${own.networkId}/copy`, 'What stays behind'],
    [`/desk/networks/${networkId}/partners/known`, 'Which organisations do you want to add?'],
    [`/desk/networks/${networkId}/privacy`, 'This network uses the texts of the municipality of Weert.'],
  ]) {
    const english = await open(reader, path!);
    expect(await words(english)).toContain(text);
    await expectWhole(english);
  }
});

test('a better name is taken over in another network with one tick', async () => {
  const page = await open(coordinator, `/desk/municipalities/${own.municipalityId}/address-book`);
  await expectWhole(page);
  await press(page, 'Piet Jacobs');
  expect(await words(page)).toContain('Een gesloten meting verandert niet.');
  await expectWhole(page);
  await page.$eval('[name=person]', (field) => ((field as HTMLInputElement).value = 'Piet Jacobs-Smeets'));
  await page.click('[name=elsewhere]');
  await press(page, 'Opslaan');
  const people = await site.app.db
    .selectFrom('person')
    .select('name')
    .where('email', 'like', 'p.jacobs%')
    .execute();
  expect(people).toEqual([{ name: 'Piet Jacobs-Smeets' }, { name: 'Piet Jacobs-Smeets' }]);
});

test.each([
  [390, false],
  [1280, true],
] as const)(
  'in English at %i pixels somebody is found in the address book, corrected and added by keyboard',
  async (width, javaScript) => {
    const { app } = site;
    const one = await seedOwnNetwork(app, { name: `Money worries ${width}` });
    const two = await seedOwnNetwork(app, { name: `Growing up ${width}` });
    const { municipalityId } = one;
    const reader = await signIn(app, 'coordinator', {
      municipalityId,
      networkIds: [one.networkId, two.networkId],
      language: 'en',
    });
    await seedPartner(app, one.networkId, {
      name: `Food bank ${width}`,
      people: [['Maria van Oudheusden-van den Boogaard', `maria${width}@food.example`]],
    });
    const page = await open(reader, `/desk/municipalities/${municipalityId}/address-book`, {
      width,
      javaScript,
    });
    await page.type('[name=search]', 'oudheus');
    await keyboard.press(page, 'Search');
    expect(await words(page)).toContain('1 organisation found.');
    await expectWhole(page);
    await keyboard.press(page, 'Maria van Oudheusden-van den Boogaard');
    await page.$eval('[name=person]', (field) => ((field as HTMLInputElement).value = 'Maria Boogaard'));
    await keyboard.press(page, 'Save');
    await expectWhole(page);

    await page.goto(`${site.address}/desk/networks/${two.networkId}/partners/known`);
    // Nothing chosen: it says so.
    await keyboard.press(page, 'Add');
    await expectWhole(page);
    const value = await page.$eval('[name=partners]', (tick) => (tick as HTMLInputElement).value);
    await keyboard.choose(page, 'partners', value);
    await keyboard.choose(page, 'people', 'on');
    await keyboard.press(page, 'Add');
    expect(await words(page)).toContain('Maria Boogaard');
    await expectWhole(page);
  },
);
