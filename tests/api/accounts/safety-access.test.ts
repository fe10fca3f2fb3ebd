/**
 * Safety, rule 3: who may reach what, as one table of every route outside the desk (`safety-desk-access.test.ts`):
 * nobody, who holds a link of one kind or another, and a program with the key. Somebody else's thing and a thing
 * that does not exist look the same.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addNetwork, type Call, callApi, importCsv } from '../../support/call-api.ts';
import { listRoutes } from '../../support/list-routes.ts';
import { mailLink } from '../../support/mailed-links.ts';
import { answer } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

/**
 * public: no data. key: the operator's key. invitation, share: the token in the address is all there is. other: the
 * token too, of a link to sign in, to the own data, to choose, to an
 * agreement or against mails; what the right one opens has a test of its own.
 * form: of a page for everybody (`sign-in.test.ts`, `lost-link.test.ts`, `letter-codes.test.ts`).
 * half: for who is signed in but for the second step (`second-step.test.ts`); others are sent to the page to sign in on.
 */
type Access = 'public' | 'key' | 'invitation' | 'share' | 'other' | 'form' | 'half';

const accessByRoute: Record<string, Access> = {
  'GET /': 'public',
  'GET /toegankelijkheid': 'public',
  'GET /.well-known/security.txt': 'public',
  'GET /health/live': 'public',
  'GET /health/ready': 'public',
  'GET /metrics': 'key',
  'GET /assets/*': 'public',
  'GET /assets/fonts/*': 'public',
  'GET /api': 'public',
  'GET /api/openapi.json': 'public',
  'GET /api/networks': 'key',
  'POST /api/networks': 'key',
  'GET /api/networks/:network': 'key',
  'GET /api/networks/:network/partners': 'key',
  'PUT /api/networks/:network/partners': 'key',
  'GET /api/networks/:network/rounds': 'key',
  'POST /api/networks/:network/rounds': 'key',
  'GET /api/rounds/:round': 'key',
  'PUT /api/rounds/:round/closure': 'key',
  'DELETE /api/rounds/:round/closure': 'key',
  'GET /api/rounds/:round/invitations': 'key',
  'POST /api/rounds/:round/invitations': 'key',
  'GET /api/rounds/:round/shares': 'key',
  'POST /api/rounds/:round/shares': 'key',
  'GET /api/rounds/:round/scores': 'key',
  'GET /api/rounds/:round/factsheet': 'key',
  'GET /api/rounds/:round/factsheet.pdf': 'key',
  'PUT /api/invitations/:invitation/link': 'key',
  'PUT /api/invitations/:invitation/revocation': 'key',
  'PUT /api/shares/:share/revocation': 'key',
  'GET /invitations/:token': 'invitation',
  'GET /invitations/:token/:page': 'invitation',
  'POST /invitations/:token/:page': 'invitation',
  'GET /invitations/:token/contacts/details': 'invitation',
  'POST /invitations/:token/contacts/details': 'invitation',
  'GET /invitations/:token/copy': 'invitation',
  'GET /invitations/:token/result': 'invitation',
  'GET /invitations/:token/result.pdf': 'invitation',
  'GET /invitations/:token/result/map': 'invitation',
  'GET /invitations/:token/result/pictures/conditions.svg': 'invitation',
  'GET /invitations/:token/result/pictures/map.svg': 'invitation',
  'GET /invitations/:token/result/pictures/parts.svg': 'invitation',
  'GET /invitations/:token/result/pictures/themes.svg': 'invitation',
  'GET /invitations/:token/result/slides': 'invitation',
  'GET /invitations/:token/result/slides.pptx': 'invitation',
  'GET /invitations/:token/wrong-person': 'invitation',
  'POST /invitations/:token/wrong-person': 'invitation',
  'POST /invitations/:token/opening': 'invitation',
  'POST /invitations/:token/consents-withdrawal': 'invitation',
  'POST /invitations/:token/comments-withdrawal': 'invitation',
  'POST /invitations/:token/research-comments-withdrawal': 'invitation',
  'POST /invitations/:token/unseen-comments-withdrawal': 'invitation',
  'GET /invitations/:token/thanks': 'invitation',
  'POST /invitations/:token/sending': 'invitation',
  'GET /invitations/:token/social-map': 'invitation',
  'GET /invitations/:token/social-map.pdf': 'invitation',
  'GET /shares/:token': 'share',
  'GET /shares/:token/factsheet.pdf': 'share',
  'GET /shares/:token/map': 'share',
  'GET /shares/:token/pictures/conditions.svg': 'share',
  'GET /shares/:token/pictures/map.svg': 'share',
  'GET /shares/:token/pictures/parts.svg': 'share',
  'GET /shares/:token/pictures/themes.svg': 'share',
  'GET /shares/:token/slides': 'share',
  'GET /shares/:token/slides.pptx': 'share',
  'GET /shares/:token/social-map.pdf': 'share',
  'GET /sign-in': 'public',
  'POST /sign-in': 'form',
  'POST /sign-in/mail': 'form',
  'POST /sign-in/kept': 'form',
  'GET /lost-link': 'public',
  'POST /lost-link': 'form',
  'GET /code': 'public',
  'POST /code': 'form',
  'GET /sign-in/second-step': 'half',
  'POST /sign-in/second-step': 'half',
  'GET /sign-in/:token': 'other',
  'POST /sign-in/:token': 'other',
  'GET /first/:token': 'other',
  'POST /first/:token': 'other',
  'GET /own-data/:token': 'other',
  'GET /own-data/:token/data.json': 'other',
  'POST /own-data/:token/consents-withdrawal': 'other',
  'POST /own-data/:token/comments-withdrawal': 'other',
  'POST /own-data/:token/research-comments-withdrawal': 'other',
  'GET /choosing/:token': 'other',
  'POST /choosing/:token/votes': 'other',
  'GET /choosing/:token/meeting.ics': 'other',
  'GET /choosing/:token/result': 'other',
  'GET /choosing/:token/result.pdf': 'other',
  'GET /choosing/:token/result/map': 'other',
  'GET /choosing/:token/result/pictures/conditions.svg': 'other',
  'GET /choosing/:token/result/pictures/map.svg': 'other',
  'GET /choosing/:token/result/pictures/parts.svg': 'other',
  'GET /choosing/:token/result/pictures/themes.svg': 'other',
  'GET /choosing/:token/result/slides': 'other',
  'GET /choosing/:token/result/slides.pptx': 'other',
  'GET /agreements/:token': 'other',
  'GET /agreements/:token/calendar.ics': 'other',
  'POST /agreements/:token': 'other',
  'GET /unsubscribe/:token': 'other',
  'POST /unsubscribe/:token': 'other',
};

const routes = Object.entries(accessByRoute);
const routesOf = (access: Access) => routes.filter(([, one]) => one === access).map(([route]) => route);

/** What one municipality has. */
interface Things {
  network: string;
  round: string;
  invitation: string;
  share: string;
  invitationToken: string;
  shareToken: string;
}

let server: TestApp;
let call: Call;
let weert: Things;
let roermond: Things;

beforeAll(async () => {
  server = await startTestApp({ SECURITY_CONTACT: 'veilig@gemeente.example' });
  call = callApi(server);
  weert = await makeThings('Netwerk Weert', 'Maatjes Weert');
  roermond = await makeThings('Netwerk Roermond', 'Maatjes Roermond');
});
afterAll(() => server.stop());

async function makeThings(name: string, partner: string): Promise<Things> {
  const network = await addNetwork(call, name);
  const rows = Array.from({ length: 6 }, (_, index) => `p${index},${partner} ${index}`);
  await importCsv(call, network, ['id,name', ...rows].join('\n'));
  const wish = { name: '2026', sender: name, closesAt: '2090-01-01', interimResults: true };
  const round = (await call('POST', `/networks/${network}/rounds`, wish)).json.id;
  const invitations = (await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 })).json;
  const address = 'iemand@partner.example';
  const path = await mailLink(server.app, invitations[0].id, address);
  for (const { id } of invitations) await answer(server.app.db, { invitationId: id, address, opinion: 4 });
  const share = (await call('POST', `/rounds/${round}/shares`, { scope: 'factsheet' })).json;
  return {
    network,
    round,
    invitation: invitations[0].id,
    share: share.id,
    invitationToken: path.split('/').at(-1)!,
    shareToken: share.url.split('/').at(-1),
  };
}

/** The address of a route, with ids and a token of these things. */
function fill(route: string, things: Things, token: string): { method: 'GET' | 'POST' | 'PUT'; url: string } {
  const [method, path] = route.split(' ') as ['GET' | 'POST' | 'PUT', string];
  const url = path
    .replace(/:(network|round|invitation|share)\b/, (_all, name: 'network') => things[name])
    .replace(':token', token)
    .replace(':page', 'sharing');
  return { method, url };
}

let visitors = 0;
async function request(
  target: { method: 'GET' | 'POST' | 'PUT'; url: string; payload?: object },
  key?: string,
) {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  // Each from an address of its own, because wrong keys and links are counted.
  const remoteAddress = `10.1.${Math.floor(++visitors / 250)}.${visitors % 250}`;
  const { statusCode, body } = await server.app.inject({ ...target, headers, remoteAddress });
  return { status: statusCode, text: body };
}

const nothing = { network: '999999', round: '999999', invitation: '999999', share: '999999' };

test('the table has a line for every route, and no other', () => {
  const outside = listRoutes(server.app).filter((route) => !/^\w+ \/desk\b/.test(route));
  expect(outside.sort()).toEqual(Object.keys(accessByRoute).sort());
});

test('public pages open for everybody and hold nothing of any network', async () => {
  for (const route of routesOf('public').filter((route) => !route.includes('*'))) {
    const { status, text } = await request(fill(route, weert, ''));
    expect(status, route).toBe(200);
    expect(text, route).not.toMatch(/Netwerk Weert|Maatjes/);
  }
});

describe.each(routesOf('key'))('%s', (route) => {
  test('is closed without the key, alike for what is there and what is not', async () => {
    const keys = [undefined, 'AAAAAAAAAAAAAAAAAAAAAA', weert.invitationToken, weert.shareToken];
    const answers = [];
    for (const key of keys) {
      answers.push(await request(fill(route, weert, ''), key));
      answers.push(await request(fill(route, { ...weert, ...nothing }, ''), key));
    }
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.text).toBe(answers[0]!.text);
    }
  });
});

test('what does not exist looks the same to the operator on every route with an id', async () => {
  const key = server.authorization.replace('Bearer ', '');
  const bodies: Record<string, object> = {
    'POST /api/networks/:network/rounds': { name: '1', sender: 's', closesAt: '2090-01-01' },
    'POST /api/rounds/:round/invitations': { perPartner: 1 },
    'POST /api/rounds/:round/shares': { scope: 'overview' },
  };
  const texts = new Set<string>();
  for (const route of routesOf('key').filter((route) => route.includes(':'))) {
    const target = fill(route, { ...weert, ...nothing }, '');
    const isImport = route.startsWith('PUT') && route.endsWith('partners');
    const { statusCode, body } = await server.app.inject({
      ...target,
      headers: { authorization: `Bearer ${key}`, ...(isImport ? { 'content-type': 'text/csv' } : {}) },
      payload: isImport ? 'id,name\na,b' : bodies[route],
    });
    expect(statusCode, route).toBe(404);
    texts.add(body);
  }
  expect(texts.size).toBe(1);
});

describe.each([...routesOf('invitation'), ...routesOf('share')])('%s', (route) => {
  test('opens with no token but one of its own kind, and no key helps', async () => {
    const isShare = accessByRoute[route] === 'share';
    const key = server.authorization.replace('Bearer ', '');
    const wrong = isShare ? weert.invitationToken : weert.shareToken;
    const answers = [
      await request(fill(route, weert, 'AAAAAAAAAAAAAAAAAAAAAA')),
      await request(fill(route, weert, wrong)),
      await request(fill(route, weert, 'AAAAAAAAAAAAAAAAAAAAAA'), key),
      await request(fill(route, weert, key)),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(answer.text).toBe(answers[0]!.text);
    }
    // The result is there after the closing (`closed-links.test.ts`), and so are the conditions (`pictures.test.ts`).
    if (route.startsWith('GET') && !/\.pdf$|\/result(\/|$)|conditions\.svg$/.test(route)) {
      const own = await request(fill(route, weert, isShare ? weert.shareToken : weert.invitationToken));
      expect(own.status).toBe(200);
    }
  });
});

describe.each(routesOf('other'))('%s', (route) => {
  test('opens with no token of another kind, and no key helps', async () => {
    const key = server.authorization.replace('Bearer ', '');
    const tokens = ['AAAAAAAAAAAAAAAAAAAAAA', weert.invitationToken, weert.shareToken, key];
    const answers = [];
    const form = route.startsWith('POST') ? { payload: {} } : {};
    for (const token of tokens) answers.push(await request({ ...fill(route, weert, token), ...form }));
    answers.push(await request({ ...fill(route, weert, tokens[0]!), ...form }, key));
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(answer.text).toBe(answers[0]!.text);
    }
  });
});

test.each(routesOf('half'))(
  '%s is for nobody without half a session, whatever key comes along',
  async (route) => {
    const key = server.authorization.replace('Bearer ', '');
    const form = route.startsWith('POST') ? { payload: {} } : {};
    for (const authorization of [undefined, key]) {
      const answer = await request({ ...fill(route, weert, key), ...form }, authorization);
      expect(answer.status).toBe(303);
      expect(answer.text).not.toContain('<form');
    }
  },
);

test('a link shows its own network and nothing of that of another municipality', async () => {
  for (const [things, other] of [
    [weert, 'Roermond'],
    [roermond, 'Weert'],
  ] as const) {
    for (const page of ['', '/contacts', '/profile', '/social-map', '/copy']) {
      const { text } = await request({ method: 'GET', url: `/invitations/${things.invitationToken}${page}` });
      expect(text).not.toContain(`Maatjes ${other}`);
    }
    const { text } = await request({ method: 'GET', url: `/shares/${things.shareToken}` });
    expect(text).not.toContain(`Maatjes ${other}`);
    expect(text).not.toContain(`Netwerk ${other}`);
  }
});

test('wrong keys are counted per address, and the right key works in spite of them', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 40; i++) {
    const { statusCode } = await server.app.inject({
      url: '/api/networks',
      headers: { authorization: `Bearer guess${i}` },
      remoteAddress: '10.9.9.9',
    });
    statuses.push(statusCode);
  }
  expect(statuses).toEqual([...Array(30).fill(401), ...Array(10).fill(429)]);
  const right = await server.app.inject({
    url: '/api/networks',
    headers: { authorization: server.authorization },
    remoteAddress: '10.9.9.9',
  });
  expect(right.statusCode).toBe(200);
});
