/** The door of the example: one press opens the desk, in either language, on a desk and a phone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExampleDoor, type ExampleLinks } from '../../../server/demo/example-door.ts';
import { fillExample } from '../../../server/demo/fill-example.ts';
import { makeLinks } from '../../../server/demo/make-links.ts';
import { pageTexts } from '../../../server/text/page-texts.ts';
import { actingOn } from '../../support/acting.ts';
import { openTab, press } from '../../support/browser.ts';
import { findFaults, isTooWide } from '../../support/check-accessibility.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let server: TestSite;
let roundId: string;
beforeAll(async () => {
  const links: ExampleLinks = { list: [] };
  server = await startTestSite({}, 0, { addExample: createExampleDoor(links) });
  const example = await fillExample(actingOn(server.app));
  roundId = example.roundId;
  links.list = await makeLinks(actingOn(server.app), example);
});
afterAll(() => server.stop());

test.each([
  ['nl', 1280],
  ['en', 320],
] as const)('in %s at %i pixels, and every page says that it is made up', async (language, width) => {
  const t = pageTexts(language);
  const page = await openTab(server.browser, { width });
  await page.goto(`${server.address}/?lang=${language}`);
  expect(new URL(page.url()).pathname).toBe('/demo');
  await page.goto(`${server.address}/demo?lang=${language}`);
  expect(await findFaults(page)).toEqual([]);
  expect(await isTooWide(page)).toBe(false);
  await press(page, t('demo.roles.coordinator.button'));
  expect(new URL(page.url()).pathname).toBe('/desk/networks');
  for (const path of ['networks', `rounds/${roundId}`, `rounds/${roundId}/invitations`, 'account']) {
    await page.goto(`${server.address}/desk/${path}`);
    expect(await page.$eval('.example-bar', (bar) => bar.textContent!.trim())).toBe(t('pages.example'));
    expect(await isTooWide(page), path).toBe(false);
  }
  expect(await findFaults(page)).toEqual([]);
});

test('the board shows what it is for: who refused, wants no mail, opened, began and sent', async () => {
  const page = await openTab(server.browser);
  await page.goto(`${server.address}/demo?lang=nl`);
  await press(page, 'Open als coördinator');
  await page.goto(`${server.address}/desk/rounds/${roundId}/invitations`);
  const text = await page.$eval('main', (main) => main.innerText);
  for (const words of [
    'mail geweigerd',
    'wil geen mail',
    'geen mailadres',
    'geopend',
    'begonnen',
    'antwoorden verstuurd',
  ])
    expect(text).toContain(words);
  await page.goto(`${server.address}/desk/rounds/${roundId}`);
  expect(await page.$eval('main', (main) => main.innerText)).toContain('(gestuurd)');
});

test('its researcher, municipality and operator find something to read', async () => {
  const page = await openTab(server.browser);
  for (const role of ['researcher', 'municipality', 'operator'] as const) {
    await page.goto(`${server.address}/demo?lang=nl`);
    await press(page, pageTexts('nl')(`demo.roles.${role}.button`));
    expect(await page.$('.first-steps'), role).toBeNull();
    expect(await page.$eval('main', (main) => main.innerText)).toContain('Keten rond armoede');
  }
});
