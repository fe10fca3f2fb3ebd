/**
 * A page and all it loads: at most 100 KiB over the line, headers and all, in at most six requests, also with 60
 * partners that are all known.
 */
import type { Browser, HTTPResponse } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { latestInstrument } from '../../../survey/versions.ts';
import { openTab } from '../../support/browser.ts';
import { withMailedLinks } from '../../support/mailed-links.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let testApp: TestSite;
let address: string;
let browser: Browser;
let round: SeededRound;

const partners = Array.from({ length: 61 }, (_, index) => ({
  code: `partner-${String(index).padStart(3, '0')}`,
  name: `Stichting Maatschappelijke Dienstverlening ${index}`,
}));

beforeAll(async () => {
  testApp = await startTestSite();
  ({ address, browser } = testApp);
  const seeded = await seedRound(testApp.app.db, { partners, people: { anna: partners[0]!.code } });
  round = await withMailedLinks(testApp.app, seeded);
  // As many words about privacy as fit.
  await testApp.app.db
    .updateTable('network')
    .set({
      controller: 'x'.repeat(200),
      purpose: 'x'.repeat(500),
      legalGround: 'legitimate-interests',
      legalBasis: 'x'.repeat(500),
      contact: 'x'.repeat(300),
    })
    .execute();
  const anna = makeRespondent(testApp.app, round.people.anna!.path);
  for (const { id, facets } of latestInstrument.concepts) {
    const answers = facets.flatMap((facet) => facet.items.map((item) => [item.id, '4']));
    await anna.fill(id, {
      ...Object.fromEntries(answers),
      comment: 'Een zin van gewone lengte. '.repeat(20),
    });
  }
  const known = partners.slice(1).map(({ code }) => code);
  const details = known.flatMap((code) =>
    ['frequency', 'familiarity', 'dependence'].map((name) => [`${name}:${code}`, '1']),
  );
  await anna.fill('contacts', { known, ...Object.fromEntries(details) });
  await anna.post('sending', {});
});
afterAll(() => testApp.stop());

test.each([
  '',
  '/sharing',
  '/quality?open',
  '/conditions',
  '/contacts',
  '/contacts/details',
  '/contacts/details?open',
  '/profile',
  '/send',
  '/thanks',
  '/copy',
])('the page %s is light', async (path) => {
  const page = await openTab(browser);
  const responses: HTTPResponse[] = [];
  const sizes: number[] = [];
  page.on('response', (response) => responses.push(response));
  const network = await page.createCDPSession();
  await network.send('Network.enable');
  network.on('Network.loadingFinished', ({ encodedDataLength }) => sizes.push(encodedDataLength));
  await page.goto(address + round.people.anna!.path + path, { waitUntil: 'networkidle0' });
  expect(responses.length).toBeGreaterThan(1);
  expect(sizes).toHaveLength(responses.length);
  expect(responses.length).toBeLessThanOrEqual(6);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(100 * 1024);
  expect(responses.filter((response) => response.status() !== 200)).toEqual([]);
  await page.close();
});
