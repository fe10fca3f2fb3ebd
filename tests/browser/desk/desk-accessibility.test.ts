/**
 * Every page of the desk that the server has, as the role that uses it: in a filled installation, in an empty one
 * and with a form that was sent empty. Axe (WCAG 2.2 AA) finds nothing and nothing sticks out: on a phone of 320
 * pixels, with letters of 200%, and in forced colours. The list of pages comes from the server itself; `npm test` looks
 * at one page of each kind.
 */

import type { Browser, BrowserContext, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeInvitationLink } from '../../../server/rounds/letters/letter-code.ts';
import { openTab, signInBrowser } from '../../support/browser.ts';
import { findColourFaults, findFaults, isTooWide, listParts } from '../../support/check-accessibility.ts';
import {
  chooseReader,
  fillIn,
  type Municipality,
  seedMunicipality,
  type Things,
} from '../../support/desk-world.ts';
import { listRoutes } from '../../support/list-routes.ts';
import { seedPerson } from '../../support/seed-network.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

let testApp: TestSite;
let address: string;
let browser: Browser;
let world: Municipality;
let operator: SignedIn;
let coordinator: SignedIn;
let newcomer: SignedIn;
let researcher: SignedIn;
beforeAll(async () => {
  testApp = await startTestSite();
  const { app } = testApp;
  ({ address, browser } = testApp);
  world = await seedMunicipality(app, 'GM0988');
  const { municipality } = world.open;
  // Somebody who did not answer yet: only then there is a letter, a link to show, and an address to correct.
  const personId = await seedPerson(app.db, world.open.partner, { name: 'Nieuw' });
  const { seed, hash, codeHash } = makeInvitationLink(app.linkKey);
  const { id: invitation } = await app.db
    .insertInto('invitation')
    .values({
      roundId: world.open.round,
      partnerId: world.open.partner,
      personId,
      seed,
      tokenHash: hash,
      codeHash,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await app.db
    .insertInto('contactProposal')
    .values({ invitationId: invitation, name: 'Wil de Nieuwe', email: 'wil@elders.example' })
    .execute();
  world.open = { ...world.open, invitation };
  const networkIds = Object.values(world).map(({ network }) => network);
  operator = await signIn(app, 'operator', { name: 'Olga' });
  coordinator = await signIn(app, 'coordinator', { municipalityId: municipality, networkIds });
  newcomer = await signIn(app, 'coordinator', { municipalityId: municipality });
  researcher = await signIn(app, 'researcher', { networkIds });
});
afterAll(() => testApp.stop());

const visitors = new Map<SignedIn, BrowserContext>();

const look = async (who: SignedIn, path: string) => {
  const visitor = visitors.get(who) ?? (await browser.createBrowserContext());
  const page = await openTab(visitor, { width: 320 });
  if (!visitors.has(who)) await signInBrowser(page, who.cookie);
  visitors.set(who, visitor);
  const answer = await page.goto(address + path);
  return {
    page,
    status: answer!.status(),
    isPage: answer!.headers()['content-type']?.startsWith('text/html'),
  };
};

/** What axe finds on a phone, and what sticks out there, also with large letters. */
async function findFaultsOnPhone(page: Page, path: string): Promise<string[]> {
  const faults = await findFaults(page);
  if (await isTooWide(page)) faults.push('too wide');
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  if (await isTooWide(page)) faults.push('too wide with letters of 200%');
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '';
  });
  return faults.map((fault) => `${path}: ${fault}`);
}

/** Kinds of parts that were looked at in forced colours. */
const partsInForcedColours = new Set<string>();

/** The same, and in forced colours where the page has a part of a kind that no page before it had. */
async function findAllFaults(page: Page, path: string): Promise<string[]> {
  const faults = await findFaultsOnPhone(page, path);
  const parts = (await listParts(page)).filter((part) => !partsInForcedColours.has(part));
  for (const part of parts) partsInForcedColours.add(part);
  if (parts.length === 0) return faults;
  const client = await page.createCDPSession();
  await client.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
  const ofColours = await findColourFaults(page);
  if (await isTooWide(page)) ofColours.push('too wide');
  return [...faults, ...ofColours.map((fault) => `${path} in forced colours: ${fault}`)];
}

/** Looks at each page, those of a round in each state. */
async function lookAtAll() {
  const [faults, seen, unseen]: [string[], string[], string[]] = [[], [], []];
  for (const route of listRoutes(testApp.app).filter((one) => one.startsWith('GET /desk'))) {
    const who = { operator, researcher, coordinator }[chooseReader(route)];
    let found = false;
    for (const state of route.includes(':round') ? (['open', 'released'] as const) : (['open'] as const)) {
      const path = fillIn(route, world[state]);
      if (path === undefined) {
        found = true;
        continue;
      }
      const { page, status, isPage } = await look(who, path);
      if (status === 200 && isPage) {
        found = true;
        if (!seen.includes(path)) faults.push(...(await findAllFaults(page, path)));
        seen.push(path);
      }
      await page.close();
    }
    if (!found) unseen.push(route);
  }
  expect(faults).toEqual([]);
  // A page that this world cannot show is looked at nowhere: give the world what it needs.
  expect(unseen).toEqual([]);
  expect(seen.length).toBeGreaterThan(40);
}

/** A list, a form, a page with steps, one with figures, one with long texts. */
const kinds = [
  'networks/:network/partners',
  'people/:person',
  'rounds/:round',
  'rounds/:round/results',
  'log',
];

test.each(kinds)('the page %s, filled, on a phone', async (kind) => {
  const path = fillIn(`GET /desk/${kind}`, world[kind.endsWith('results') ? 'released' : 'open'])!;
  const { page, status } = await look(operator, path);
  expect(status).toBe(200);
  expect(await findFaultsOnPhone(page, path)).toEqual([]);
  await page.close();
});

test(
  'every page, filled, also of a released round and in forced colours',
  { timeout: 1_200_000, tags: ['long'] },
  lookAtAll,
);

test('every list while there is nothing yet', { timeout: 600_000, tags: ['long'] }, async () => {
  const faults: string[] = [];
  const { id: network } = await testApp.app.db
    .insertInto('network')
    .values({ municipalityId: world.open.municipality, name: 'Nog leeg' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await testApp.app.db
    .insertInto('accountNetwork')
    .values({ accountId: newcomer.accountId, networkId: network })
    .execute();
  const routes = listRoutes(testApp.app).filter(
    (route) => /^GET \/desk\/networks\/:network(\/|$)/.test(route) && !/:(?!network)/.test(route),
  );
  const things = { network } as Things;
  for (const path of ['/desk/networks', '/desk/results', ...routes.map((route) => fillIn(route, things))]) {
    if (path === undefined) continue;
    const { page, status, isPage } = await look(newcomer, path);
    if (status === 200 && isPage) faults.push(...(await findAllFaults(page, path)));
    await page.close();
  }
  expect(faults).toEqual([]);
});

test('every form that was sent empty', { timeout: 600_000, tags: ['long'] }, async () => {
  const faults: string[] = [];
  let refused = 0;
  for (const route of listRoutes(testApp.app).filter((one) =>
    /^GET \/desk.*\/(new|edit|plan|name|privacy|account|import)$/.test(one),
  )) {
    const path = fillIn(route, world.open);
    if (path === undefined) continue;
    const { page } = await look(/accounts/.test(route) ? operator : coordinator, path);
    const button = await page.$('main form button:not([name])');
    if (button) {
      await page.$$eval(
        'main input[type=text], main input[type=email], main input[type=date], main textarea, main input:not([type])',
        (fields) => {
          for (const field of fields) (field as HTMLInputElement).value = '';
        },
      );
      await Promise.all([
        page.waitForNavigation(),
        button.evaluate((one) => (one as HTMLButtonElement).click()),
      ]);
      if ((await page.$('[data-problems], .utrecht-alert--error')) !== null) refused += 1;
      faults.push(...(await findAllFaults(page, `${path}, sent empty`)));
    }
    await page.close();
  }
  expect(faults).toEqual([]);
  expect(refused).toBeGreaterThan(5);
});
