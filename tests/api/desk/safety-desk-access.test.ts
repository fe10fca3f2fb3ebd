/**
 * Safety, rule 3, at the desk: every role × every route that the server has × own and somebody else's municipality,
 * network and round. The tables here say by themselves who may do what; nothing of `access.ts` is used. A new route
 * needs a line in `things`.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Municipality,
  type RoundState,
  seedMunicipality,
  type Things,
} from '../../support/desk-world.ts';
import { listRoutes } from '../../support/list-routes.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

type Role = 'operator' | 'coordinator' | 'municipality' | 'researcher';
type Thing = 'desk' | 'installation' | 'network' | 'results' | 'comments' | 'looks' | 'address-book' | 'data';
type Verb = 'read' | 'change' | 'download';
type Where = 'everywhere' | 'own' | 'own when closed' | 'own when released' | 'nowhere';

/** What each route is about. A GET reads, a GET of a file downloads, a POST changes. */
const things: Record<string, Thing> = {
  'GET /desk': 'desk',
  'GET /desk/account': 'desk',
  'POST /desk/account': 'desk',
  'POST /desk/account/password': 'desk',
  'GET /desk/account/second-step': 'desk',
  'POST /desk/account/second-step': 'desk',
  'POST /desk/account/second-step/codes': 'desk',
  'POST /desk/account/second-step/confirm': 'desk',
  'POST /desk/account/second-step/removal': 'desk',
  'POST /desk/account/sessions/end': 'desk',
  'POST /desk/account/sign-out': 'desk',
  'POST /desk/sign-out': 'desk',

  'GET /desk/accounts': 'installation',
  'POST /desk/accounts': 'installation',
  'GET /desk/accounts/new': 'installation',
  'GET /desk/accounts/:account': 'installation',
  'POST /desk/accounts/:account': 'installation',
  'GET /desk/accounts/:account/edit': 'installation',
  'POST /desk/accounts/:account/invitation': 'installation',
  'POST /desk/accounts/:account/closure': 'installation',
  'POST /desk/accounts/:account/opening': 'installation',
  'POST /desk/accounts/:account/second-step-reset': 'installation',
  'GET /desk/accounts/:account/mail': 'installation',
  'GET /desk/log': 'installation',
  'GET /desk/log.csv': 'installation',
  'GET /desk/checks': 'installation',
  'GET /desk/jobs': 'installation',
  'POST /desk/jobs/:job/attempt': 'installation',
  'POST /desk/jobs/test-mail': 'installation',

  'GET /desk/networks': 'network',
  'GET /desk/networks/new': 'network',
  'POST /desk/networks': 'network',
  'GET /desk/networks/:network': 'network',
  'GET /desk/networks/copy': 'network',
  'GET /desk/networks/:network/copy': 'network',
  'POST /desk/networks/:network/copy': 'network',
  'GET /desk/networks/:network/name': 'network',
  'POST /desk/networks/:network/name': 'network',
  'GET /desk/networks/:network/partners': 'network',
  'GET /desk/networks/:network/partners/new': 'network',
  'POST /desk/networks/:network/partners': 'network',
  'GET /desk/networks/:network/partners/known': 'network',
  'POST /desk/networks/:network/partners/known': 'network',
  'GET /desk/address-book': 'address-book',
  'GET /desk/municipalities/:municipality/address-book': 'address-book',
  'GET /desk/partners/:partner': 'network',
  'POST /desk/partners/:partner': 'network',
  'POST /desk/partners/:partner/archive': 'network',
  'POST /desk/partners/:partner/return': 'network',
  'POST /desk/partners/:partner/separation': 'network',
  'GET /desk/networks/:network/merge': 'network',
  'POST /desk/networks/:network/merge': 'network',
  'GET /desk/partners/:partner/people/new': 'network',
  'POST /desk/partners/:partner/people': 'network',
  'GET /desk/people/:person': 'network',
  'POST /desk/people/:person': 'network',
  'POST /desk/people/:person/archive': 'network',
  'POST /desk/people/:person/return': 'network',
  'POST /desk/people/:person/address-fails': 'network',
  'POST /desk/people/:person/address-works': 'network',
  'POST /desk/people/:person/mail-wanted': 'network',
  'GET /desk/networks/:network/import': 'network',
  'GET /desk/networks/:network/import/example.csv': 'network',
  'POST /desk/networks/:network/import': 'network',
  'POST /desk/networks/:network/import/confirmation': 'network',
  'GET /desk/networks/:network/privacy': 'network',
  'POST /desk/networks/:network/privacy': 'network',
  'POST /desk/networks/:network/privacy/of-municipality': 'network',
  'GET /desk/municipalities/:municipality/texts': 'looks',
  'POST /desk/municipalities/:municipality/texts': 'looks',
  'GET /desk/people/:person/data': 'network',
  'POST /desk/people/:person/data-link': 'network',
  'GET /desk/people/:person/consents-withdrawal': 'network',
  'POST /desk/people/:person/consents-withdrawal': 'network',
  'GET /desk/people/:person/erasure': 'network',
  'POST /desk/people/:person/erasure': 'network',
  'GET /desk/networks/:network/mails': 'network',
  'GET /desk/mails/:mail': 'network',
  'POST /desk/mails/:mail/sending': 'network',
  'POST /desk/mails/:mail/sent-by-hand': 'network',
  'POST /desk/mails/:mail/bounce': 'network',
  'GET /desk/networks/:network/jobs': 'network',
  'POST /desk/networks/:network/jobs/:job/attempt': 'network',
  'POST /desk/rounds/:round/release': 'network',
  'POST /desk/rounds/:round/release-withdrawal': 'network',

  'GET /desk/networks/:network/rounds': 'network',
  'GET /desk/networks/:network/rounds/new': 'network',
  'POST /desk/networks/:network/rounds': 'network',
  'GET /desk/rounds/:round': 'network',
  'GET /desk/rounds/:round/plan': 'network',
  'POST /desk/rounds/:round/plan': 'network',
  'POST /desk/rounds/:round/pause': 'network',
  'POST /desk/rounds/:round/resumption': 'network',
  'GET /desk/rounds/:round/reminders': 'network',
  'POST /desk/rounds/:round/reminders': 'network',
  'GET /desk/rounds/:round/closure': 'network',
  'POST /desk/rounds/:round/closure': 'network',
  'POST /desk/rounds/:round/reopening': 'network',
  'GET /desk/rounds/:round/removal': 'network',
  'POST /desk/rounds/:round/removal': 'network',
  'GET /desk/rounds/:round/mail-preview': 'network',
  'POST /desk/rounds/:round/shares': 'results',
  'POST /desk/shares/:share/revocation': 'results',
  'GET /desk/rounds/:round/opening': 'network',
  'POST /desk/rounds/:round/opening': 'network',
  'GET /desk/rounds/:round/invitations': 'network',
  'POST /desk/rounds/:round/invitations': 'network',
  'POST /desk/rounds/:round/paper-invitations': 'network',
  'POST /desk/invitations/:invitation/sending': 'network',
  'POST /desk/invitations/:invitation/reminder': 'network',
  'GET /desk/invitations/:invitation/address': 'network',
  'POST /desk/invitations/:invitation/address': 'network',
  'GET /desk/invitations/:invitation/contact': 'network',
  'POST /desk/invitations/:invitation/contact': 'network',
  'POST /desk/invitations/:invitation/proposal': 'network',
  'POST /desk/invitations/:invitation/proposal-removal': 'network',
  'GET /desk/networks/:network/digest': 'network',
  'POST /desk/networks/:network/digest': 'network',
  'GET /desk/invitations/:invitation/revocation': 'network',
  'POST /desk/invitations/:invitation/revocation': 'network',
  'GET /desk/invitations/:invitation/link': 'network',
  'POST /desk/invitations/:invitation/link': 'network',
  'GET /desk/rounds/:round/letters': 'network',
  'GET /desk/rounds/:round/mirrors': 'network',
  'GET /desk/rounds/:round/mirrors.zip': 'network',
  'POST /desk/rounds/:round/mirrors/printing': 'network',
  'POST /desk/rounds/:round/mirrors/mails': 'network',
  'GET /desk/rounds/:round/choosing': 'network',
  'POST /desk/rounds/:round/choosing/mails': 'network',
  'POST /desk/rounds/:round/choosing/opening': 'network',
  'GET /desk/rounds/:round/choosing/closure': 'network',
  'POST /desk/rounds/:round/choosing/closure': 'network',
  'GET /desk/rounds/:round/meeting': 'network',
  'POST /desk/rounds/:round/meeting': 'network',
  'GET /desk/rounds/:round/meeting.ics': 'network',
  'GET /desk/invitations/:invitation/letter': 'network',

  'GET /desk/networks/:network/social-map': 'network',
  'GET /desk/networks/:network/social-map/page': 'results',
  'GET /desk/networks/:network/social-map.pdf': 'results',
  'GET /desk/partners/:partner/profile': 'network',
  'POST /desk/partners/:partner/profile': 'network',
  'POST /desk/partners/:partner/profile/hiding': 'network',
  'POST /desk/partners/:partner/profile/showing': 'network',

  'GET /desk/networks/:network/agreements': 'network',
  'GET /desk/networks/:network/agreements/new': 'network',
  'POST /desk/networks/:network/agreements': 'network',
  'GET /desk/agreements/:agreement': 'network',
  'GET /desk/agreements/:agreement/calendar.ics': 'network',
  'POST /desk/agreements/:agreement': 'network',
  'POST /desk/agreements/:agreement/completion': 'network',
  'POST /desk/agreements/:agreement/reopening': 'network',
  'GET /desk/agreements/:agreement/removal': 'network',
  'POST /desk/agreements/:agreement/removal': 'network',
  'GET /desk/networks/:network/recommendations': 'network',
  'GET /desk/networks/:network/recommendations/new': 'network',
  'POST /desk/networks/:network/recommendations': 'network',
  'GET /desk/recommendations/:recommendation': 'network',
  'POST /desk/recommendations/:recommendation': 'network',
  'POST /desk/recommendations/:recommendation/archive': 'network',
  'POST /desk/recommendations/:recommendation/return': 'network',
  'GET /desk/rounds/:round/comments': 'comments',
  'GET /desk/rounds/:round/cleaned-comments': 'comments',
  'POST /desk/rounds/:round/cleaned-comments': 'comments',
  'GET /desk/rounds/:round/own-words': 'network',
  'POST /desk/rounds/:round/own-words': 'network',
  'GET /desk/rounds/:round/own-words/removal': 'network',
  'POST /desk/rounds/:round/own-words/removal': 'network',
  'GET /desk/rounds/:round/advice': 'network',
  'POST /desk/rounds/:round/advice': 'network',
  'POST /desk/rounds/:round/advice-by-rule': 'network',
  'GET /desk/rounds/:round/discussion-sheets': 'results',
  'GET /desk/rounds/:round/discussion-sheets.pdf': 'results',

  'GET /desk/results': 'results',
  'GET /desk/networks/:network/comparison': 'results',
  'GET /desk/networks/:network/comparison.pdf': 'results',
  'GET /desk/municipalities/:municipality': 'results',
  'GET /desk/municipalities/:municipality/comparison': 'results',
  'GET /desk/municipalities/:municipality/comparison.pdf': 'results',
  'GET /desk/networks/:network/comparison-agreement': 'network',
  'POST /desk/networks/:network/comparison-agreement': 'network',
  'POST /desk/networks/:network/comparison-withdrawal': 'network',
  'GET /desk/rounds/:round/results': 'results',
  'GET /desk/rounds/:round/factsheet': 'results',
  'GET /desk/rounds/:round/map': 'results',
  'GET /desk/rounds/:round/pictures/themes.svg': 'results',
  'GET /desk/rounds/:round/pictures/parts.svg': 'results',
  'GET /desk/rounds/:round/pictures/conditions.svg': 'results',
  'GET /desk/rounds/:round/pictures/map.svg': 'results',
  'GET /desk/rounds/:round/factsheet.pdf': 'results',
  'GET /desk/rounds/:round/slides': 'results',
  'GET /desk/rounds/:round/slides.pptx': 'results',
  'GET /desk/rounds/:round/scores.csv': 'results',

  'GET /desk/looks': 'looks',
  'GET /desk/municipalities/:municipality/looks': 'looks',
  'POST /desk/municipalities/:municipality/looks': 'looks',
  'POST /desk/municipalities/:municipality/looks/logo-removal': 'looks',

  'GET /desk/rounds/:round/research-data': 'data',
  'GET /desk/rounds/:round/research-data/comments.csv': 'data',
  'POST /desk/rounds/:round/research-data/bundle': 'data',
  'GET /desk/rounds/:round/research-data.zip': 'data',
  'GET /desk/networks/:network/research-data': 'data',
  'POST /desk/networks/:network/research-data/bundle': 'data',
  'GET /desk/networks/:network/research-data.zip': 'data',
};

/** The file of a download, by how its address ends. */
const files = /\.(csv|pdf|zip|xlsx|pptx|html)$/;

/** Who may do what where. */
function findReach(role: Role, thing: Thing, verb: Verb): Where {
  const table: Record<Thing, Partial<Record<Role, Where>>> = {
    desk: {
      operator: 'everywhere',
      coordinator: 'everywhere',
      municipality: 'everywhere',
      researcher: 'everywhere',
    },
    installation: { operator: 'everywhere' },
    network: { operator: 'everywhere', coordinator: 'own' },
    results:
      verb === 'change'
        ? { operator: 'everywhere', coordinator: 'own' }
        : {
            operator: 'everywhere',
            coordinator: 'own',
            municipality: 'own when closed',
            researcher: 'own when released',
          },
    comments: { coordinator: 'own' },
    looks: { operator: 'everywhere', municipality: 'own' },
    'address-book': { operator: 'everywhere', coordinator: 'own', municipality: 'own' },
    data: { researcher: 'own when released' },
  };
  return table[thing][role] ?? 'nowhere';
}

interface Target {
  name: string;
  things: Things;
  isOwn: boolean;
  state: RoundState;
}

let server: TestApp;
let readers: Record<Role, SignedIn>;
let targets: Target[];

beforeAll(async () => {
  server = await startTestApp();
  const own: Municipality = await seedMunicipality(server.app, 'GM0001');
  const other: Municipality = await seedMunicipality(server.app, 'GM0002');
  const municipalityId = own.open.municipality;
  const networkIds = Object.values(own).map(({ network }) => network);
  readers = {
    operator: await signIn(server.app, 'operator'),
    coordinator: await signIn(server.app, 'coordinator', { municipalityId, networkIds }),
    municipality: await signIn(server.app, 'municipality', { municipalityId }),
    researcher: await signIn(server.app, 'researcher', { networkIds }),
  };
  targets = [
    ...Object.entries(own).map(([state, one]) => ({ state, things: one, isOwn: true })),
    ...Object.entries(other).map(([state, one]) => ({ state, things: one, isOwn: false })),
  ].map((target) => ({
    ...target,
    state: target.state as RoundState,
    name: `${target.isOwn ? 'own' : 'other'} ${target.state}`,
  }));
});
afterAll(() => server.stop());

const noJob = '00000000-0000-4000-8000-000000000000';
const parameter = /:(\w+)/g;

function fill(path: string, one: Things): string {
  return path.replace(parameter, (_all, name: string) => {
    if (name === 'job') return noJob;
    const id = one[name as keyof Things];
    if (id === undefined) throw new Error(`No thing for :${name} of ${path}.`);
    return id;
  });
}

function readRoute(route: string): { method: 'GET' | 'POST'; path: string; verb: Verb } {
  const [method, path] = route.split(' ') as ['GET' | 'POST', string];
  return { method, path, verb: method === 'POST' ? 'change' : files.test(path) ? 'download' : 'read' };
}

function isAllowed(role: Role, route: string, { isOwn, state }: Target): boolean {
  const { path, verb } = readRoute(route);
  const where = findReach(role, things[route]!, verb);
  if (where === 'nowhere' || where === 'everywhere') return where === 'everywhere';
  // A page without an id is the reader's own list; what is in it is tested where the list is.
  if (!/:(?!job)/.test(path)) return true;
  if (!isOwn) return false;
  if (path.includes(':municipality')) return role !== 'researcher';
  const isOfRound = /:(round|invitation|share|mail)\b/.test(path);
  if (!isOfRound || where === 'own') return true;
  return where === 'own when closed' ? state !== 'open' : state === 'released';
}

async function request(method: 'GET' | 'POST', url: string, cookie?: string) {
  const { statusCode, body, headers } = await server.app.inject({
    method,
    url,
    headers: {
      ...(cookie ? { cookie } : {}),
      // Without the token of a page: who may not is turned away before that, and who may changes nothing.
      ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    payload: method === 'POST' ? 'name=Anders' : undefined,
  });
  return { status: statusCode, text: body, location: headers.location };
}

const routes = Object.keys(things);

test('the table has a line for every route of the desk, and no other', () => {
  const real = listRoutes(server.app).filter((route) => /^\w+ \/desk(\/|$|\.)/.test(route));
  expect(real.sort()).toEqual(routes.sort());
});

describe.each(routes)('%s', (route) => {
  const { method, path } = readRoute(route);

  test('sends nobody in, and shows nobody whether it exists', async () => {
    const unknown = { ...targets[0]!.things };
    for (const name of Object.keys(unknown)) unknown[name as keyof Things] = '999999';
    const cookies = [undefined, 'session=AAAAAAAAAAAAAAAAAAAAAA'];
    for (const cookie of cookies) {
      const there = await request(method, fill(path, targets[0]!.things), cookie);
      const nothing = await request(method, fill(path, unknown), cookie);
      if (method === 'GET' || route === 'POST /desk/sign-out') {
        expect([there.status, nothing.status]).toEqual([303, 303]);
        expect(there.location).toMatch(/^\/sign-in/);
      } else {
        expect([there.status, nothing.status]).toEqual([401, 401]);
        const url = (text: string) => text.replace(/\/desk\/[^&]*&quot;/g, '');
        expect(url(there.text)).toBe(url(nothing.text));
      }
    }
  });

  test.each(['operator', 'coordinator', 'municipality', 'researcher'] as const)('%s', async (role) => {
    const { cookie } = readers[role];
    const missing = await request('GET', '/desk/there-is-no-such-page', cookie);
    expect(missing.status).toBe(404);
    // Addresses without an id are the same everywhere.
    const tried = path.includes(':') ? targets : targets.slice(0, 1);
    for (const target of tried) {
      const { status, text } = await request(method, fill(path, target.things), cookie);
      if (!isAllowed(role, route, target)) {
        expect(status, target.name).toBe(404);
        expect(text, target.name).toBe(missing.text);
      } else if (method === 'POST') {
        // It came as far as the question for the token.
        expect(status, target.name).toBe(403);
        expect(text, target.name).toContain('te lang open');
      } else {
        expect([200, 303, 409], `${target.name}: ${status}`).toContain(status);
      }
    }
  });

  test('an id of nothing, of another form, or of two networks is nothing', async () => {
    if (!/:(?!job)/.test(path)) return;
    for (const id of ['999999', '0', '-1', 'x', '1%27', '99999999999999999999']) {
      const url = path.replace(parameter, (_all, name: string) => (name === 'job' ? noJob : id));
      const { status } = await request('GET', url, readers.operator.cookie);
      expect(status, url).toBe(404);
      if (method === 'POST')
        expect([403, 404]).toContain((await request('POST', url, readers.operator.cookie)).status);
    }
    const names = [...path.matchAll(parameter)].map(([, name]) => name!).filter((name) => name !== 'job');
    if (names.length < 2) return;
    const [first, ...rest] = names as [keyof Things, ...(keyof Things)[]];
    const mixed = { ...targets[0]!.things, [first]: targets[1]!.things[first] };
    expect(rest.length).toBeGreaterThan(0);
    expect((await request(method, fill(path, mixed), readers.operator.cookie)).status).toBe(404);
  });
});
