/** What anybody may send: addresses, forms and files that are too much, broken, or meant for nobody. */
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formLimits, requestLimits, uploadLimits } from '../../../server/web/limits.ts';
import { makeToken } from '../../../server/web/token.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { type OwnNetwork, seedOwnNetwork } from '../../support/seed-own-network.ts';
import { signIn } from '../../support/sign-in.ts';
import { listen, startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let port: number;
let round: SeededRound;
let network: OwnNetwork;

beforeAll(async () => {
  server = await startTestApp();
  round = await seedRound(server.app.db);
  network = await seedOwnNetwork(server.app);
  port = Number(new URL(await listen(server.app)).port);
});
afterAll(() => server.stop());

interface Answer {
  status: number;
  text: string;
}

interface Sender {
  /** Waits until the server took it. */
  write(part: string | Buffer): Promise<void>;
  answer: Promise<Answer>;
  close(): void;
}

/** A connection on which a request is sent piece by piece. */
function open(head: string): Sender {
  const socket = connect(port, '127.0.0.1');
  const { promise: answer, resolve } = Promise.withResolvers<Answer>();
  let text = '';
  socket.setEncoding('utf8');
  const read = () => resolve({ status: Number(/^HTTP\/1.1 (\d+)/.exec(text)?.[1]), text });
  socket.on('data', (part) => {
    text += part;
    const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
    const start = text.indexOf('\r\n\r\n') + 4;
    if (length !== undefined && Buffer.byteLength(text.slice(start)) >= Number(length)) read();
  });
  socket.on('close', read);
  socket.on('error', () => undefined);
  const write = (part: string | Buffer) =>
    new Promise<void>((done) => {
      if (socket.destroyed) done();
      else socket.write(part, () => done());
    });
  void write(`${head}\r\nHost: here\r\n`);
  return { write, answer, close: () => socket.destroy() };
}

const formType = 'content-type: application/x-www-form-urlencoded\r\n';
const fileType = 'content-type: multipart/form-data; boundary=xxx\r\n';
const jsonType = 'content-type: application/json\r\n';

test.each([
  ['a link with a broken escape', '/invitations/SECRET%', 400],
  ['a link with half a character', '/invitations/SECRET%C3', 400],
  ['a link with something behind it', `/invitations/SECRET${'x'.repeat(300)}`, 414],
  ['a long address', `/invitations/SECRET?${'x'.repeat(requestLimits.addressCharacters)}`, 414],
  ['an address that is longer than a header may be', `/invitations/SECRET${'x'.repeat(60_000)}`, 431],
  ['no path', 'SECRET', 400],
])('%s gets our own page, which holds nothing of it', async (_what, address, status) => {
  for (const method of ['GET', 'POST', 'OPTIONS']) {
    const { write, answer } = open(`${method} ${address} HTTP/1.1`);
    await write('Content-Length: 0\r\n\r\n');
    const { status: given, text } = await answer;
    expect(given).toBe(status);
    expect(text).not.toContain('SECRET');
    for (const header of [
      'cache-control: no-store',
      'referrer-policy: no-referrer',
      "content-security-policy: default-src 'none'",
      'content-type: text/html',
    ])
      expect(text.toLowerCase()).toContain(header);
    expect(text).toMatch(/(?:kunnen wij niet lezen|is te lang)/);
  }
});

test('what is no HTTP gets the page too, and the connection ends', async () => {
  const { answer, write } = open('NONSENSE');
  await write('\r\n\r\n');
  const { status, text } = await answer;
  expect(status).toBe(400);
  expect(text.toLowerCase()).toContain('cache-control: no-store');
});

test('an address with a host in front is read, and one with signs that need escaping', async () => {
  for (const address of ['http://here/health/live', `/invitations/${'%C3%A9'.repeat(150)}`]) {
    const { answer, write } = open(`GET ${address} HTTP/1.1`);
    await write('\r\n');
    expect((await answer).status).toBe(address.startsWith('http') ? 200 : 404);
  }
});

// What is not sent can't be read: the answer comes while the body is still to come.
test.each<[string, () => string, string, number]>([
  ['a personal link that opens nothing', () => `/invitations/${makeToken()}/sharing`, formType, 404],
  ['a link to own data', () => `/own-data/${makeToken()}/consents-withdrawal`, formType, 404],
  ['a link that stops mails', () => `/unsubscribe/${makeToken()}`, fileType, 404],
  ['a link to sign in', () => `/sign-in/${makeToken()}`, formType, 404],
  ['the link of the first account', () => `/first/${makeToken()}`, formType, 404],
  ['the API without its key', () => '/api/networks', jsonType, 401],
  ['an address of nobody', () => '/nobody', formType, 404],
  ['a share, which takes no form', () => `/shares/${makeToken()}`, formType, 404],
])('%s is refused before the body comes', async (_what, address, type, status) => {
  const { answer, write, close } = open(`POST ${address()} HTTP/1.1`);
  await write(`Content-Length: 100000\r\n${type}\r\n`);
  expect((await answer).status).toBe(status);
  close();
});

test('a form with a file is for one page of the desk: elsewhere it is refused before it comes', async () => {
  const { cookie } = await signIn(server.app, 'operator');
  const { answer, write, close } = open('POST /desk/account HTTP/1.1');
  await write(`Cookie: ${cookie}\r\nContent-Length: 100000\r\n${fileType}\r\n`);
  expect((await answer).status).toBe(415);
  close();
});

test('one name 60,000 times, in a form or in JSON, is refused at a good link', async () => {
  const url = `${round.people.anna!.path}/contacts`;
  const many = Array.from({ length: 60_000 }, () => 'known').fill('a=1');
  const bodies = [
    ['application/x-www-form-urlencoded', many.join('&')],
    ['application/json', JSON.stringify({ 'choice:0': many.slice(0, 10_000).join('&') })],
  ];
  for (const [type, payload] of bodies) {
    const answer = await server.app.inject({
      method: 'POST',
      url,
      payload,
      headers: { 'content-type': type },
    });
    expect(answer.statusCode).toBe(413);
    expect(answer.body).toContain(String(formLimits.repeats));
  }
});

function part(name: string, value: string, more = ''): string {
  return `--xxx\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
}

test.each([
  ['without its end', part('text', 'naam').slice(0, -10)],
  ['with a part that breaks off', `${part('file', 'x', '; filename="a.csv"').slice(0, -4)}`],
  ['with no boundary in it', 'something else'],
  ['with a field that is called __proto__', `${part('__proto__', 'x')}--xxx--\r\n`],
  [
    'with two files',
    `${part('file', 'x', '; filename="a"')}${part('file', 'y', '; filename="b"')}--xxx--\r\n`,
  ],
])('a form with a file %s is refused with a sentence', async (_what, payload) => {
  for (const cookie of [network.coordinator.cookie, '']) {
    const answer = await server.app.inject({
      method: 'POST',
      url: `/desk/networks/${network.networkId}/import`,
      payload,
      headers: { cookie, 'content-type': 'multipart/form-data; boundary=xxx' },
    });
    expect([400, 401, 413]).toContain(answer.statusCode);
    expect(answer.body).toMatch(/<p|<h1/);
  }
});

/** Sends parts for as long as the server takes them, up to so many bytes; gives how much it took. */
async function pour(cookie: string, makePart: (index: number) => string, bytes: number) {
  const sender = open(`POST /desk/networks/${network.networkId}/import HTTP/1.1`);
  await sender.write(`${cookie && `Cookie: ${cookie}\r\n`}Transfer-Encoding: chunked\r\n${fileType}\r\n`);
  let answered = false;
  void sender.answer.then(() => {
    answered = true;
  });
  let sent = 0;
  for (let index = 0; sent < bytes && !answered; index += 1) {
    const next = makePart(index);
    await sender.write(`${next.length.toString(16)}\r\n${next}\r\n`);
    sent += next.length;
  }
  return { sender, sent };
}

test.each([
  ['many large fields', (n: number) => part(`field${n}`, 'x'.repeat(1_000_000))],
  [
    'many small fields',
    (n: number) => Array.from({ length: 2_000 }, (_, i) => part(`f${n}-${i}`, '')).join(''),
  ],
  [
    'one field without an end',
    (n: number) => (n === 0 ? part('text', '').slice(0, -2) : 'x'.repeat(1_000_000)),
  ],
  [
    'a file without an end',
    (n: number) => (n === 0 ? part('file', '', '; filename="a.csv"').slice(0, -2) : 'x'.repeat(1_000_000)),
  ],
])('%s: the reading stops at the bound, and another page answers meanwhile', async (_what, makePart) => {
  for (const cookie of [network.coordinator.cookie, '']) {
    const pouring = pour(cookie, makePart, 5 * uploadLimits.bytes);
    const other = await server.app.inject({ url: round.people.anna!.path });
    expect(other.statusCode).toBe(200);
    const { sender, sent } = await pouring;
    const { status } = await sender.answer;
    expect(status).toBe(cookie ? 413 : 401);
    // What the kernel holds on both sides comes on top.
    expect(sent).toBeLessThan(2 * uploadLimits.bytes);
    sender.close();
  }
});

test('an account uploads so much at once, and what it stops makes room again', async () => {
  const { cookie } = await signIn(server.app, 'operator');
  const begin = async () => {
    const sender = open(`POST /desk/networks/${network.networkId}/import HTTP/1.1`);
    await sender.write(`Cookie: ${cookie}\r\nContent-Length: 1000000\r\n${fileType}\r\n${part('text', 'x')}`);
    return sender;
  };
  /** One after another, each with time to come in: two on their way at once could take each other's place. */
  const tryOne = async () => {
    const sender = await begin();
    const late = new Promise<undefined>((done) => setTimeout(done, 2_000));
    const answer = await Promise.race([sender.answer, late]);
    if (answer) sender.close();
    return { sender, answer };
  };
  const inside = [];
  for (let count = 0; count < uploadLimits.atOnceEach; count += 1) {
    const { sender, answer } = await tryOne();
    expect(answer).toBeUndefined();
    inside.push(sender);
  }
  const refused = await tryOne();
  expect(refused.answer?.status).toBe(503);
  expect(refused.answer?.text.toLowerCase()).toContain('retry-after: 5');
  for (const sender of inside) sender.close();
  let again = await tryOne();
  for (let tries = 0; again.answer && tries < 20; tries += 1) again = await tryOne();
  expect(again.answer).toBeUndefined();
  again.sender.close();
});

test('no character makes an error of ours: in addresses, forms, JSON, names of fields', async () => {
  const { app, authorization } = server;
  const operator = await signIn(app, 'operator');
  const nasty = 'a\0b';
  const addresses = [
    `/desk/networks/${network.networkId}/partners?search=%00&page=%00`,
    '/desk/log?actor=%00&action=%00&from=%00&before=%00',
    `/desk/networks/${network.networkId}/mails?state=%00&round=%00`,
    `/desk/networks/${network.networkId}?done=__proto__`,
    '/desk/accounts?done=__proto__',
    '/desk/accounts?done=constructor',
    '/sign-in?to=%00',
    '/?lang=%00',
    '/desk/networks/%00',
    '/shares/%00',
    '/own-data/%00',
  ];
  for (const url of addresses) {
    const answer = await app.inject({ url, headers: { cookie: operator.cookie } });
    expect(answer.statusCode, url).toBeLessThan(500);
  }
  const partners = `/desk/networks/${network.networkId}/partners`;
  const forms: [string, Record<string, string>][] = [
    [partners, { name: nasty, kind: '', size: '' }],
    [`/desk/networks/${network.networkId}/name`, { name: nasty, revision: '1' }],
    ['/desk/account', { name: nasty, language: 'nl' }],
    ['/desk/account', { [nasty]: nasty }],
    ['/desk/accounts', { name: nasty, email: `${nasty}@x.nl`, role: 'operator' }],
  ];
  for (const [url, fields] of forms) {
    const answer = await operator.post(url, fields);
    expect(answer.statusCode, url).toBeLessThan(500);
    expect(answer.statusCode, url).toBeGreaterThanOrEqual(400);
  }
  for (const field of ['email', 'password', 'to', 'kept']) {
    const answer = await app.inject({
      method: 'POST',
      url: '/sign-in',
      payload: new URLSearchParams({ email: 'x@y.nl', password: 'x', [field]: nasty }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.statusCode, field).toBe(401);
  }
  for (const name of [nasty, '\ud800']) {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/networks',
      payload: JSON.stringify({ municipality: { code: 'GM0988', name: 'Weert' }, name }),
      headers: { authorization, 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().faults).toEqual([
      { where: 'name', sentence: 'Hier staat een teken in dat niet te lezen is. Typ de tekst opnieuw.' },
    ]);
  }
  const deep = await app.inject({
    method: 'POST',
    url: '/api/networks',
    payload: `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    headers: { authorization, 'content-type': 'application/json' },
  });
  expect(deep.statusCode).toBe(400);
});

test('what a respondent types with such a character is kept, and shows where it was', async () => {
  const url = `${round.people.bram!.path}/sharing`;
  const answer = await server.app.inject({
    method: 'POST',
    url,
    payload: JSON.stringify({ revision: 0, view: 'x.0', comment: 'een\0twee\ud800' }),
    headers: { 'content-type': 'application/json', accept: 'application/json' },
  });
  expect(answer.statusCode).toBe(200);
  const cookies = Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));
  expect((await server.app.inject({ url, cookies })).body).toContain('een\uFFFDtwee\uFFFD');
});
