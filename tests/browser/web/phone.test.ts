/**
 * Every page and every mail on a phone (`check-phone.ts`), with long names and words. The list of pages comes from the
 * server itself: a route without an address here fails. One page of the browser looks at all of them.
 */
import { sql } from 'kysely';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addSignInLink } from '../../../server/accounts/sign-in/sign-in-links.ts';
import {
  writeAccount,
  writeAsking,
  writeMirror,
  writePersonalData,
  writeTest,
} from '../../../server/mail/mail-words.ts';
import { renderMail } from '../../../server/mail/render-mail.ts';
import { writeAgreement, writeResult } from '../../../server/mail/result-words.ts';
import { makeUnsubscribeToken } from '../../../server/mail/unsubscribe-link.ts';
import { shareResult } from '../../../server/results/shares/share-result.ts';
import { makeSeededToken } from '../../../server/web/link-key.ts';
import { actingOn } from '../../support/acting.ts';
import { openTab, signInBrowser } from '../../support/browser.ts';
import { findPhoneFaults } from '../../support/check-phone.ts';
import { chooseReader, fillIn, type Municipality, seedMunicipality } from '../../support/desk-world.ts';
import { listRoutes } from '../../support/list-routes.ts';
import { mailLink } from '../../support/mailed-links.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { sixPartners } from '../../support/seed.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestSite, type TestSite } from '../../support/test-site.ts';

const longWord = 'Ervaringsdeskundigheidscentrumvrijwillig';
const longNames = [
  'Stichting Samenwerkingsverband Maatschappelijke Dienstverlening Midden-Limburg-West',
  `${longWord}ersorganisatie`,
  'Gemeentelijke Kredietbank Voorbeeldstad, afdeling Schuldhulpverlening en Inkomensondersteuning',
];
const partners = sixPartners.map((partner, place) => ({
  ...partner,
  name: longNames[place] ?? partner.name,
}));
const sender = `Greet de Wit-van den Bovenkamp, coördinator van ${longNames[0]}`;

let site: TestSite;
let page: Page;
let world: Municipality;
let readers: Record<ReturnType<typeof chooseReader>, SignedIn>;
/** Addresses of the routes outside the desk that need a link. */
let links: Record<string, string[]>;

beforeAll(async () => {
  site = await startTestSite({ PUBLIC_URL: 'http://keten.example' });
  const { app } = site;
  world = await seedMunicipality(app, 'GM0988', { partners, sender });
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
  const { seed, hash } = makeSeededToken(app.linkKey);
  const { id: invitation } = await app.db
    .insertInto('invitation')
    .values({ roundId: world.open.round, partnerId: world.open.partner, seed, tokenHash: hash })
    .returning('id')
    .executeTakeFirstOrThrow();
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
    .set({ contact: `${sender}, greet@${longWord}.example` })
    .execute();
  await sql`UPDATE network SET name = ${`Samen tegen armoede en ${longWord}`} || ' ' || id`.execute(db);
  await sql`UPDATE agreement SET what = ${words}, who = ${longNames.join(', ')}, standing = ${words}, stood_at = now(),
    owner_id = (SELECT min(id) FROM partner WHERE partner.network_id = agreement.network_id)`.execute(db);
  await db
    .updateTable('localRecommendation')
    .set({ action: words, text: words, who: longNames[0]! })
    .execute();
  await db
    .updateTable('person')
    .set({ name: `Carla van ${longWord}` })
    .execute();
  await sql`UPDATE person SET email = 'carla' || id || '@' || ${longWord} || '.example'`.execute(db);
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
    '/invitations/:token/thanks': [`${asked}/thanks`],
    '/invitations/:token/result': [`${ended}/result`],
    '/invitations/:token/social-map': [`${asked}/social-map`],
    '/shares/:token': [...shares, '/shares/nothing'],
    '/shares/:token/map': [`${factsheet}/map`],
    '/shares/:token/slides': [`${factsheet}/slides`],
    '/choosing/:token': [`/choosing/${ballot.token}`],
    '/choosing/:token/result': [`/choosing/${ballot.token}/result`],
    '/agreements/:token': [`/agreements/${standing.token}`],
    '/own-data/:token': [`/own-data/${ownData.token}`],
    '/unsubscribe/:token': [`/unsubscribe/${makeUnsubscribeToken(linkKey, { id: closed.person, seed })}`],
  };
}

/** The faults of these addresses, each with its path; what is no page, or not there in this world, is in `unseen`. */
async function look(paths: readonly string[]): Promise<{ faults: string[]; seen: number }> {
  const faults: string[] = [];
  let seen = 0;
  for (const path of paths) {
    if (process.env.ONLY && !new RegExp(process.env.ONLY).test(path)) continue;
    const answer = await page.goto(site.address + path);
    if (!answer?.headers()['content-type']?.startsWith('text/html')) continue;
    if (process.env.PICTURES) {
      await page.screenshot({
        path: `${process.env.PICTURES}/${path.replaceAll(/\W+/g, '-').slice(0, 90)}.png`,
        fullPage: true,
      });
    }
    seen += 1;
    faults.push(
      ...(await findPhoneFaults(page)).map((fault) => `${path.replaceAll(/[\w-]{22}/g, '…')} ${fault}`),
    );
  }
  return { faults, seen };
}

const isFile = (route: string) => /\.(csv|pdf|zip|pptx|json|css|js|svg|png|ico|woff2|txt)$|\*/.test(route);

test('every page outside the desk fits a phone', async () => {
  const routes = listRoutes(site.app)
    .filter(
      (route) =>
        /^GET \/(?!desk|api\/|assets|health|metrics|sign-in\/provider)/.test(route) && !isFile(route),
    )
    .map((route) => route.replace('GET ', ''));
  expect(routes.filter((route) => !links[route])).toEqual([]);
  const { faults, seen } = await look(Object.values(links).flat());
  expect(faults).toEqual([]);
  expect(seen).toBe(Object.values(links).flat().length);
});

test('every page of the desk fits a phone', async () => {
  const routes = listRoutes(site.app).filter((route) => route.startsWith('GET /desk') && !isFile(route));
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
});

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

test('the refusals of an overload and of too many tries fit a phone', async () => {
  const faults: string[] = [];
  for (let tries = 0; tries < 32; tries += 1) {
    await site.app.inject({ url: '/shares/nothing', remoteAddress: '127.0.0.1' });
  }
  const answer = await page.goto(`${site.address}/shares/nothing`);
  expect(answer!.status()).toBe(429);
  faults.push(...(await findPhoneFaults(page)));
  expect(faults).toEqual([]);
});

describe('every mail', () => {
  const day = new Date('2090-01-31T12:00:00Z');
  const link = 'https://ketenspiegel.gemeente-voorbeeldstad.example/invitations/AAAAAAAAAAAAAAAAAAAAAA';
  const common = {
    person: `Carla van ${longWord}`,
    partner: longNames[1]!,
    network: `Samen tegen armoede en ${longWord}`,
    round: `Meting ${longWord}`,
    sender,
    contact: `${sender}, greet@${longWord}.example`,
    link,
    stopLink: link,
    closesAt: day,
    expiresAt: day,
    message: `Welkom bij ${longWord}.\n\nGroet, Greet`,
  };
  const what = `Een inloopuur met ${longWord}`;
  const agreed = { round: common.round, list: [{ what, who: longNames.join(', '), isDone: true }] };
  test.each(['nl', 'en'] as const)('in %s', async (language) => {
    const values = { ...common, language };
    const agreement = { ...values, what, byWhen: '2090-01-31' };
    const mails = {
      invitation: writeAsking('invitation', { ...values, agreed }),
      reminder: writeAsking('reminder', values),
      result: writeResult({ ...values, mirror: link, choosingUntil: day }),
      mirror: writeMirror({ ...values, link: { url: link, pdf: link } }),
      agreement: writeAgreement('agreement', agreement),
      'agreement-reminder': writeAgreement('agreement-reminder', agreement),
      account: writeAccount('account', { ...values, name: common.person, role: 'municipality' }),
      'sign-in': writeAccount('sign-in', { ...values, name: common.person, role: 'municipality' }),
      'personal-data': writePersonalData(values),
      test: writeTest(language, common.person),
    };
    const faults: string[] = [];
    for (const [kind, words] of Object.entries(mails)) {
      await page.goto('about:blank');
      await page.setContent(renderMail(words).html);
      faults.push(...(await findPhoneFaults(page)).map((fault) => `${kind} ${fault}`));
      if (process.env.PICTURES)
        await page.screenshot({
          path: `${process.env.PICTURES}/mail-${kind}-${language}.png`,
          fullPage: true,
        });
    }
    expect(faults).toEqual([]);
  });
});
