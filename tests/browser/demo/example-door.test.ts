/** The door of the example: one press opens the desk, in either language, on a desk and a phone. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExampleDoor, type ExampleLinks } from '../../../server/demo/example-door.ts';
import { fillExample } from '../../../server/demo/fill-example.ts';
import { makeLinks } from '../../../server/demo/make-links.ts';
import { pageTexts } from '../../../server/text/page-texts.ts';
import { hashToken, makeToken } from '../../../server/web/token.ts';
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

test('the board shows what it is for: who refused, whose mail came back, wants no mail, opened, began and sent', async () => {
  const page = await openTab(server.browser);
  await page.goto(`${server.address}/demo?lang=nl`);
  await press(page, 'Open als coördinator');
  await page.goto(`${server.address}/desk/rounds/${roundId}/invitations`);
  const text = await page.$eval('main', (main) => main.innerText);
  for (const words of [
    'mail geweigerd',
    'mail kwam terug',
    'Dit adres bestaat niet (code 5.1.1).',
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

/** A link of somebody who did not answer yet, of a partner that is on the last map. */
async function openAsked(): Promise<string> {
  const token = makeToken();
  const { rows } = await sql`
    UPDATE invitation SET token_hash = ${hashToken(token)}
    WHERE id = (
      SELECT min(asked.id) FROM invitation AS asked JOIN invitation AS earlier USING (partner_id)
      WHERE asked.round_id = ${roundId} AND asked.submitted_at IS NULL AND asked.revoked_at IS NULL
        AND earlier.submitted_at IS NOT NULL)
    RETURNING id`.execute(server.app.db);
  expect(rows).toHaveLength(1);
  return `/invitations/${token}`;
}

test.each([
  ['nl', 320],
  ['en', 390],
  ['en', 1280],
] as const)(
  'the contacts of last time are ticked beforehand, and five at a time are asked (%s, %i pixels, no script)',
  async (language, width) => {
    const t = pageTexts(language);
    const page = await openTab(server.browser, { width, javaScript: false });
    const path = await openAsked();
    await page.goto(`${server.address}${path}/contacts?lang=${language}`);
    const ticked = await page.$$eval('[name=known]:checked', (boxes) => boxes.length);
    expect(ticked).toBeGreaterThan(0);
    expect(await isTooWide(page)).toBe(false);
    await page.$$eval('[name=known]', (boxes) => {
      for (const box of boxes.slice(0, 12)) (box as HTMLInputElement).checked = true;
    });
    await press(page, t('answers.next'));
    expect(new URL(page.url()).pathname).toMatch(/\/contacts\/details$/);
    expect(await page.$$('fieldset[class*=contact], .contact')).toHaveLength(5);
    expect(await isTooWide(page)).toBe(false);
    await press(page, t('answers.next'));
    expect(page.url()).toContain('/contacts/details');
    expect(await isTooWide(page)).toBe(false);
  },
);
