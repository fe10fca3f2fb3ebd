/** Personal links: who may open one, and what the outside world learns of it. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeToken } from '../../../server/web/token.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { type SeededPerson, type SeededRound, seedRound } from '../../support/seed.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let testApp: TestApp;
let round: SeededRound;

beforeAll(async () => {
  testApp = await startTestApp();
  round = await seedRound(testApp.app.db);
});
afterAll(() => testApp.stop());

/** Each test speaks from an address of its own, because wrong links are counted by address. */
let addresses = 0;
function makeAddress() {
  addresses += 1;
  return `192.0.2.${addresses}`;
}

async function visit(path: string, remoteAddress: string, method: 'GET' | 'POST' | 'HEAD' = 'GET') {
  return testApp.app.inject({ method, url: path, remoteAddress });
}

async function makeDeadLinks(): Promise<Record<string, SeededPerson>> {
  const { db } = testApp.app;
  const [revoked, planned, over] = [await seedRound(db), await seedRound(db), await seedRound(db)];
  const longAgo = new Date(Date.now() - 3 * 365 * 24 * 3600_000);
  await db
    .updateTable('invitation')
    .set({ revokedAt: new Date() })
    .where('id', '=', revoked.people.anna!.invitationId)
    .execute();
  await db.updateTable('round').set({ openedAt: null }).where('id', '=', planned.roundId).execute();
  await db
    .updateTable('round')
    .set({ closedAt: longAgo, scores: '{}' })
    .where('id', '=', over.roundId)
    .execute();
  return { revoked: revoked.people.anna!, planned: planned.people.anna!, over: over.people.anna! };
}

test('unknown, wrong and revoked links, and those kept no longer, give the same page, for reading and for saving', async () => {
  const address = makeAddress();
  const dead = await makeDeadLinks();
  const paths = [
    ...Object.values(dead).map(({ path }) => path),
    `/invitations/${makeToken()}`,
    '/invitations/x%00',
  ];
  for (const [method, page] of [
    ['GET', ''],
    ['GET', '/sharing'],
    ['POST', '/sharing'],
    ['POST', '/sending'],
  ] as const) {
    const answers = await Promise.all(paths.map((path) => visit(path + page, address, method)));
    for (const answer of answers) {
      expect(answer.statusCode).toBe(404);
      expect(answer.body).toBe(answers[0]!.body);
    }
    expect(answers[0]!.body).toContain('of is de vragenlijst gesloten');
  }
});

test('a round that closes while somebody answers takes nothing more, and what was saved stays', async () => {
  const closing = await seedRound(testApp.app.db);
  const dirk = makeRespondent(testApp.app, closing.people.dirk!.path);
  await dirk.fill('sharing', { 'values-1': '4' }, 'stay');
  const page = (await dirk.open('sharing')).text;
  await testApp.app.db
    .updateTable('round')
    .set({ closesAt: new Date(Date.now() - 1000) })
    .where('id', '=', closing.roundId)
    .execute();
  expect(page).toContain('values-1');
  const answer = await dirk.post('sharing', { revision: '1', view: 'x.0', 'values-1': '1' });
  expect(answer.status).toBe(410);
  const stored = await testApp.app.db
    .selectFrom('answerPage')
    .select('content')
    .where('invitationId', '=', closing.people.dirk!.invitationId)
    .executeTakeFirstOrThrow();
  expect(stored.content).toMatchObject({ answers: { 'values-1': 4 } });
});

// The embedded database runs one transaction at a time, so there nothing can come in between.
test.runIf(inject('template').engine === 'postgres')(
  'a save that arrives while the round is being closed waits, and is then refused: no answer is stored that was not scored',
  async () => {
    const { db } = testApp.app;
    const closing = await seedRound(db);
    const esra = makeRespondent(testApp.app, closing.people.esra!.path);
    const saving = await db.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('round')
        .set({ closedAt: new Date(), scores: '{}' })
        .where('id', '=', closing.roundId)
        .execute();
      const started = esra.post('sharing', { 'values-1': '4' });
      const waiting = sql`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
      while ((await waiting.execute(transaction)).rows.length === 0) {}
      return { started };
    });
    expect((await saving.started).status).toBe(410);
    const stored = await db
      .selectFrom('answerPage')
      .selectAll()
      .where('invitationId', '=', closing.people.esra!.invitationId)
      .execute();
    expect(stored).toEqual([]);
  },
);

test('who tries many wrong links has to wait, and a good link from the same address still works', async () => {
  const address = makeAddress();
  const answers = [];
  for (let count = 0; count < 31; count += 1)
    answers.push(await visit(`/invitations/${makeToken()}`, address));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([...Array(30).fill(404), 429]);
  expect(answers[30]!.headers['retry-after']).toMatch(/^\d+$/);
  expect(answers[30]!.body).toMatch(/Wacht \d+ seconden/);
  expect((await visit(round.people.anna!.path, address)).statusCode).toBe(200);
  expect((await visit(`/invitations/${makeToken()}`, makeAddress())).statusCode).toBe(404);
});

test('a good link is never limited', async () => {
  const address = makeAddress();
  for (let count = 0; count < 60; count += 1) {
    expect((await visit(round.people.anna!.path, address)).statusCode).toBe(200);
  }
});

test('pages are kept by no cache and tell no other site where they were', async () => {
  for (const page of ['', '/sharing', '/contacts', '/send', '/copy']) {
    const { headers } = await visit(round.people.anna!.path + page, makeAddress());
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  }
});

test('the token is stored as a hash only, and stands in no title and on no page of somebody else', async () => {
  const { token, path } = round.people.anna!;
  const { rows } = await testApp.app.pg.query('SELECT invitation::text AS text FROM invitation');
  expect(rows.map(({ text }) => text).join()).not.toContain(token);
  expect(rows.map(({ text }) => text).join()).toContain(createHash('sha256').update(token).digest('hex'));
  for (const page of ['', '/sharing', '/copy']) {
    expect(/<title>.*<\/title>/.exec((await visit(path + page, makeAddress())).body)![0]).not.toContain(
      token,
    );
    expect((await visit(round.people.bram!.path + page, makeAddress())).body).not.toContain(token);
  }
});

test('a name with HTML in it is text on every page', async () => {
  const name = '<script>alert(1)</script> & "Co"';
  const strange = await seedRound(testApp.app.db, {
    network: name,
    sender: name,
    partners: [
      { code: 'a"b', name },
      { code: 'c', name: 'C' },
    ],
    people: { gerrit: 'a"b', hanna: 'c' },
  });
  const hanna = makeRespondent(testApp.app, strange.people.hanna!.path);
  await hanna.fill('contacts', { known: 'a"b' });
  await hanna.fill('sharing', { comment: name }, 'stay');
  const conflict = await hanna.post('sharing', { revision: '0', view: 'x.0', comment: `${name}!` });
  const pages = await Promise.all(
    ['', 'contacts', 'contacts/details', 'sharing', 'send', 'copy'].map((page) => hanna.open(page)),
  );
  for (const { text } of [...pages, conflict]) {
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('value="a"b"');
  }
  expect(pages[1]!.text).toContain('&lt;script&gt;');
});
