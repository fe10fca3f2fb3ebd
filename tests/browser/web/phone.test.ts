/**
 * Every page on a phone (`check-phone.ts`), with long names and words. The list of pages comes from the
 * server itself: a route without an address here fails. One page of the browser looks at all of them.
 */
import { sql } from 'kysely';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addSignInLink } from '../../../server/accounts/sign-in/sign-in-links.ts';
import { makeUnsubscribeToken } from '../../../server/mail/unsubscribe-link.ts';
import { shareResult } from '../../../server/results/shares/share-result.ts';
import { makeInvitationLink } from '../../../server/rounds/letters/letter-code.ts';
import { makeSeededToken } from '../../../server/web/link-key.ts';
import { actingOn } from '../../support/acting.ts';
import { openTab, signInBrowser } from '../../support/browser.ts';
import { findPhoneFaults } from '../../support/check-phone.ts';
import { chooseReader, fillIn, type Municipality, seedMunicipality } from '../../support/desk-world.ts';
import { listRoutes } from '../../support/list-routes.ts';
import { longNames, longSender, longWord } from '../../support/long-names.ts';
import { mailLink } from '../../support/mailed-links.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { sixPartners } from '../../support/seed.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

const partners = sixPartners.map((partner, place) => ({
  ...partner,
  name: longNames[place] ?? partner.name,
}));

let site: TestSite;
let page: Page;
let world: Municipality;
let readers: Record<ReturnType<typeof chooseReader>, SignedIn>;
/** Addresses of the routes outside the desk that need a link. */
let links: Record<string, string[]>;

beforeAll(async () => {
  site = await startTestSite({ PUBLIC_URL: 'http://keten.example' });
  const { app } = site;
  world = await seedMunicipality(app, 'GM0988', { partners, sender: longSender });
  const { municipality } = world.open;
  const networkIds = Object.values(world).map(({ network }) => network);
  readers = {
    operator: await signIn(app, 'operator', { name: 'Olga' }),
    coordinator: await signIn(app, 'coordinator', { municipalityId: municipality, networkIds }),
    researcher: await signIn(app, 'researcher', { networkIds }),
  };
  await lengthen();
  links = await makeLinks();
  // Somebody who did not answer yet: only then there is a letter, and a link to show.
  const { seed, hash, codeHash } = makeInvitationLink(app.linkKey);
  const { id: invitation } = await app.db
    .insertInto('invitation')
    .values({ roundId: world.open.round, partnerId: world.open.partner, seed, tokenHash: hash, codeHash })
    .returning('id')
    .executeTakeFirstOrThrow();
  await app.db
    .insertInto('contactProposal')
    .values({ invitationId: invitation, name: 'Wil de Nieuwe', email: 'wil@elders.example' })
    .execute();
  world.open = { ...world.open, invitation };
  page = await openTab(site.browser, { width: 320 });
});
afterAll(() => site.stop());

/** What people typed is long too. */
async function lengthen() {
  const { db } = site.app;
  const words = `Een gezamenlijk inloopuur, met ${longWord}, voor iedereen met een hulpvraag`;
  await db
    .updateTable('network')
    .set({ contact: `${longSender}, greet@${longWord}.example` })
    .execute();
  await sql`UPDATE network SET name = ${`Samen tegen armoede en ${longWord}`} || ' ' || id`.execute(db);
  await sql`UPDATE agreement SET what = ${words}, who = ${longNames.join(', ')}, standing = ${words}, stood_at = now(),
    owner_id = (SELECT min(id) FROM partner WHERE partner.network_id = agreement.network_id)`.execute(db);
  await db
    .updateTable('round')
    .set({ meetingPlace: longNames[0]! })
    .where('meetingFrom', 'is not', null)
    .execute();
  await db
    .updateTable('localRecommendation')
    .set({ action: words, text: words, who: longNames[0]! })
    .execute();
  await sql`UPDATE person SET name = ${`Carla van ${longWord}`},
    email = 'carla' || id || '@' || ${longWord} || '.example'`.execute(db);
}

async function makeLinks(): Promise<Record<string, string[]>> {
  const { app } = site;
  const { db, linkKey } = app;
  const { open, closed } = world;
  const seeded = () => {
    const { seed, token, hash } = makeSeededToken(linkKey);
    return { token, row: { seed, tokenHash: hash } };
  };
  const [ballot, standing, ownData] = [seeded(), seeded(), seeded()];
  await db
    .insertInto('ballot')
    .values({ invitationId: closed.invitation, ...ballot.row })
    .execute();
  await sql`UPDATE agreement SET owner_id = ${closed.partner}`.execute(db);
  await db
    .insertInto('agreementLink')
    .values({ agreementId: closed.agreement, personId: closed.person, ...standing.row })
    .execute();
  await db
    .insertInto('dataLink')
    .values({ personId: closed.person, expiresAt: new Date('2090-01-31'), ...ownData.row })
    .execute();
  const share = async (scope: 'overview' | 'factsheet' | 'social-map' | 'partner', round = closed.round) => {
    const partner = scope === 'partner' ? { partner: 'welzijn' } : {};
    const { token } = await shareResult(actingOn(app), round, { scope, ...partner });
    return `/shares/${token}`;
  };
  const factsheet = await share('factsheet');
  const shares = [
    factsheet,
    await share('overview'),
    await share('overview', open.round),
    await share('factsheet', open.round),
    await share('social-map'),
    await share('partner'),
  ];
  const asked = await mailLink(app, open.invitation);
  const filling = makeRespondent(app, asked);
  await filling.fill('sharing', { 'values-1': '4', comment: `${longWord}\n`.repeat(3) }, 'stay');
  await filling.fill('contacts', { known: ['gemeente', 'voedselbank', 'school'] }, 'stay');
  const ended = await mailLink(app, closed.invitation);
  const { seed } = await db
    .selectFrom('person')
    .select('seed')
    .where('id', '=', closed.person)
    .executeTakeFirstOrThrow();
  const { token: signInToken } = await addSignInLink(db, linkKey, open.account, 'invite');
  return {
    '/': ['/'],
    '/api': ['/api'],
    '/sign-in': ['/sign-in', '/sign-in?email=wrong'],
    '/lost-link': ['/lost-link', '/lost-link?done=asked'],
    '/code': ['/code'],
    '/toegankelijkheid': ['/toegankelijkheid'],
    '/sign-in/:token': [`/sign-in/${signInToken}`, '/sign-in/nothing'],
    '/first/:token': ['/first/nothing'],
    '/invitations/:token': [asked, ended, '/invitations/nothing'],
    '/invitations/:token/:page': [
      'sharing',
      'sharing?open#open',
      'conditions',
      'contacts',
      'profile',
      'send',
      'send?open',
    ].map((one) => `${asked}/${one}`),
    '/invitations/:token/contacts/details': [`${asked}/contacts/details`],
    '/invitations/:token/copy': [`${asked}/copy`],
    '/invitations/:token/wrong-person': [`${asked}/wrong-person`, `${asked}/wrong-person?done=told`],
    '/invitations/:token/thanks': [`${asked}/thanks`],
    '/invitations/:token/result': [`${ended}/result`],
    '/invitations/:token/result/map': [`${ended}/result/map`],
    '/invitations/:token/result/slides': [`${ended}/result/slides`],
    '/invitations/:token/social-map': [`${asked}/social-map`],
    '/shares/:token': [...shares, '/shares/nothing'],
    '/shares/:token/map': [`${factsheet}/map`],
    '/shares/:token/slides': [`${factsheet}/slides`],
    '/choosing/:token': [`/choosing/${ballot.token}`],
    '/choosing/:token/result': [`/choosing/${ballot.token}/result`],
    '/choosing/:token/result/map': [`/choosing/${ballot.token}/result/map`],
    '/choosing/:token/result/slides': [`/choosing/${ballot.token}/result/slides`],
    '/agreements/:token': [`/agreements/${standing.token}`],
    '/own-data/:token': [`/own-data/${ownData.token}`],
    '/unsubscribe/:token': [`/unsubscribe/${makeUnsubscribeToken(linkKey, { id: closed.person, seed })}`],
  };
}

/** The faults of these addresses, each with its path, and how many were pages. */
async function look(paths: readonly string[]): Promise<{ faults: string[]; seen: number }> {
  const faults: string[] = [];
  let seen = 0;
  for (const path of paths) {
    const answer = await page.goto(site.address + path);
    if (!answer?.headers()['content-type']?.startsWith('text/html')) continue;
    seen += 1;
    faults.push(
      ...(await findPhoneFaults(page)).map((fault) => `${path.replaceAll(/[\w-]{22}/g, '…')} ${fault}`),
    );
  }
  return { faults, seen };
}

const isFile = (route: string) =>
  /\.(csv|pdf|zip|pptx|json|css|js|svg|png|ico|woff2|txt|ics)$|\*/.test(route);

/** The second step opens for half a session alone: `second-step.test.ts` looks at it on a phone. */
const isLookedAtElsewhere = (route: string) => /\/sign-in\/(provider|second-step)/.test(route);

test('every page outside the desk fits a phone', { timeout: 400_000 }, async () => {
  const routes = listRoutes(site.app)
    .filter(
      (route) =>
        /^GET \/(?!desk|api\/|assets|health|metrics)/.test(route) &&
        !isFile(route) &&
        !isLookedAtElsewhere(route),
    )
    .map((route) => route.replace('GET ', ''));
  expect(routes.filter((route) => !links[route])).toEqual([]);
  const { faults, seen } = await look(Object.values(links).flat());
  expect(faults).toEqual([]);
  expect(seen).toBe(Object.values(links).flat().length);
});

/** Those of these roles, in the states that they are looked at in. */
async function lookAtDesk(routes: readonly string[]) {
  const faults: string[] = [];
  const unseen: string[] = [];
  for (const who of ['coordinator', 'researcher', 'operator'] as const) {
    await signInBrowser(page, readers[who].cookie);
    for (const route of routes.filter((one) => chooseReader(one) === who)) {
      const states = route.includes(':round') ? (['open', 'released'] as const) : (['open'] as const);
      const paths = states.map((state) => fillIn(route, world[state])).filter((path) => path !== undefined);
      const found = await look([...new Set(paths)]);
      faults.push(...found.faults);
      if (paths.length > 0 && found.seen === 0) unseen.push(route);
    }
  }
  expect(faults).toEqual([]);
  expect(unseen).toEqual([]);
}

/** A list, a card with tables, figures, a form, a table of the operator. */
const kinds = [
  'networks/:network/partners',
  'rounds/:round',
  'rounds/:round/results',
  'people/:person',
  'log',
];

test('a page of the desk of each kind fits a phone', { timeout: 400_000 }, () =>
  lookAtDesk(kinds.map((kind) => `GET /desk/${kind}`)),
);

test('every page of the desk fits a phone', { timeout: 900_000, tags: ['long'] }, () =>
  lookAtDesk(listRoutes(site.app).filter((route) => route.startsWith('GET /desk') && !isFile(route))),
);

test('some pages in English, and what is refused', async () => {
  const { closed, released } = world;
  const { faults } = await look([
    `/desk/rounds/${released.round}/results?lang=en`,
    `/desk/networks/${closed.network}/agreements?lang=en`,
    `/desk/rounds/${closed.round}/choosing?lang=en`,
    `${links['/invitations/:token']![0]}?lang=en`,
    `${links['/choosing/:token']![0]}?lang=en`,
    '/nothing?lang=en',
    '/nothing?lang=nl',
    '/desk/networks/999999',
  ]);
  expect(faults).toEqual([]);
});

test('the refusal of too many tries fits a phone', async () => {
  for (let tries = 0; tries < 32; tries += 1) {
    await site.app.inject({ url: '/shares/nothing', remoteAddress: '127.0.0.1' });
  }
  expect((await page.goto(`${site.address}/shares/nothing`))!.status()).toBe(429);
  expect(await findPhoneFaults(page)).toEqual([]);
});
