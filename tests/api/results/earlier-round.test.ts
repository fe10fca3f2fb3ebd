import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listItems } from '../../../scoring/answer-table.ts';
import type { Response } from '../../../scoring/answers.ts';
import { scoreFiles } from '../../../scoring/command/score-files.ts';
import type { Schema } from '../../../server/database/schema.ts';
import { closeDueRounds } from '../../../server/rounds/close-due-rounds.ts';
import { findEarlierRound, findScoringInput } from '../../../server/rounds/scores/scoring-input.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { actingOn } from '../../support/acting.ts';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
import { answer } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
});
afterAll(() => server.stop());

/** One person of each partner answers, in order. */
async function fill(round: string, opinions: number[]): Promise<void> {
  const { json } = await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 });
  for (const [index, opinion] of opinions.entries()) {
    const knows = [json[(index + 1) % json.length].partner];
    await answer(server.app.db, { invitationId: json[index].id, opinion, knows });
  }
}

const close = (round: string) => call('PUT', `/rounds/${round}/closure`);

async function openNext(network: string, name: string, wish: { interimResults?: boolean } = {}) {
  const opening = { name, sender: 'De coördinator', closesAt: '2090-01-31', ...wish };
  const { json } = await call('POST', `/networks/${network}/rounds`, opening);
  return json.id as string;
}

async function readChange(round: string) {
  return (await call('GET', `/rounds/${round}/scores`)).json.change;
}

test('a first round is compared with nothing', async () => {
  const { round } = await openRound(call);
  await fill(round, [3, 3, 3, 3, 3]);
  await close(round);
  expect(await readChange(round)).toBeUndefined();
});

test('the next round is compared with the one before, in what is stored at closing', async () => {
  const { network, round } = await openRound(call);
  await fill(round, [2, 3, 2, 3, 2, 3]);
  await close(round);
  const next = await openNext(network, 'Meting 2');
  await fill(next, [4, 4, 4, 4, 4, 4]);
  await close(next);
  const change = await readChange(next);
  expect(change).toMatchObject({
    since: { id: 'ketenspiegel', version: latestInstrument.version },
    sharedItems: 28,
  });
  for (const facet of change.facets) {
    // 1.5, to five points of the index.
    expect(facet).toMatchObject({ m: 6, difference: 1.6, verdict: 'better' });
    expect(facet).toMatchObject({ joiners: { n: 0 }, leavers: { n: 0 } });
  }
  const { scores } = await server.app.db
    .selectFrom('round')
    .select('scores')
    .where('id', '=', next)
    .executeTakeFirstOrThrow();
  const stored = { m: 6, difference: 1.5, verdict: 'better' };
  expect(scores?.change).toMatchObject({ facets: Array(14).fill(stored), concepts: Array(4).fill(stored) });
});

test('a round that was closed by earlier rules keeps its scores, and is compared from its answers', async () => {
  const { network, round } = await openRound(call);
  await fill(round, [2, 3, 2, 3, 2, 3]);
  await close(round);
  // As version 1 stored it: rules without a name, an interval of one point, and nothing that came later.
  const { db } = server.app;
  const read = async (id: string) =>
    (await db.selectFrom('round').select('scores').where('id', '=', id).executeTakeFirstOrThrow()).scores!;
  const { rules: _rules, ...first } = await read(round);
  const stored = JSON.stringify(first, (key, value) => (key === 'ci' ? [2.5, 2.5] : value));
  await db.updateTable('round').set({ scores: stored }).where('id', '=', round).execute();
  const next = await openNext(network, 'Meting 2');
  await fill(next, [4, 4, 4, 4, 4, 4]);
  await close(next);

  const before = (await call('GET', `/rounds/${round}/scores`)).json;
  expect(before.rules).toBe('1');
  // What is stored is shown in the steps of today.
  expect(before.facets[0]).toMatchObject({ mean: 2.6, ci: [1.8, 2.6] });
  const now = (await call('GET', `/rounds/${next}/scores`)).json;
  expect(now.rules).toBe('2');
  expect(now.change.since).toMatchObject({ rules: '1' });
  expect(now.change.facets[0]).toMatchObject({ difference: 1.6, verdict: 'better' });
  // Both from their answers, by the rules of today.
  expect((await read(next)).change).toMatchObject({
    facets: [{ difference: 1.5, smallest: expect.any(Number) }, ...Array(13).fill({})],
  });
  expect(await read(round)).toEqual(JSON.parse(stored));
});

test('an interim result is compared too, and follows the answers', async () => {
  const { network, round } = await openRound(call);
  await fill(round, [3, 3, 3, 3, 3]);
  await close(round);
  const next = await openNext(network, 'Meting 2', { interimResults: true });
  await fill(next, [2, 2, 2, 2]);
  expect(await readChange(next)).toEqual({ withheld: 'minimum' });
  const invited = await call('POST', `/rounds/${next}/invitations`, { invitations: [{ partner: 'p5' }] });
  await answer(server.app.db, { invitationId: invited.json[0].id, opinion: 2 });
  // While people can answer the verdict stands alone.
  const [concept] = (await readChange(next)).concepts;
  expect(concept).toMatchObject({ m: 5, verdict: 'worse', withheld: 'minimum' });
  expect(concept).not.toHaveProperty('difference');
});

test('the round before is the latest with a result that was closed before this one opened', async () => {
  const { network, round: first } = await openRound(call);
  await fill(first, [1, 1, 1, 1, 1]);
  await close(first);
  const second = await openNext(network, 'Meting 2');
  await fill(second, [2, 2, 2, 2, 2]);
  await close(second);
  const silent = await openNext(network, 'Niemand antwoordt');
  await fill(silent, []);
  await close(silent);
  // Passed over as well: the name of the round would tell four answers from none.
  const few = await openNext(network, 'Vier antwoorden');
  await fill(few, [5, 5, 5, 5]);
  await close(few);
  const overlapping = await openNext(network, 'Nog open');
  await fill(overlapping, [5, 5, 5, 5, 5]);
  const elsewhere = await openRound(call);
  await fill(elsewhere.round, [5, 5, 5, 5, 5]);
  await close(elsewhere.round);

  const last = await openNext(network, 'Meting 3');
  await fill(last, [4, 4, 4, 4, 4]);
  await close(overlapping);
  await close(last);
  expect((await readChange(last)).facets[0]).toMatchObject({ m: 5, difference: 2 });
  const { text } = await call('GET', `/rounds/${last}/factsheet`);
  expect(text).toContain('Meting 2');
  expect(text).not.toMatch(/Vier antwoorden|Niemand antwoordt/);
});

test('a round whose people only do not know has no result, stored or not', async () => {
  const { network, round: first } = await openRound(call);
  await fill(first, [3, 3, 3, 3, 3]);
  await close(first);
  const silent = await openNext(network, 'Weet ik niet');
  const { json } = await call('POST', `/rounds/${silent}/invitations`, { perPartner: 1 });
  for (const { id } of json) await answer(server.app.db, { invitationId: id, opinion: () => null });
  const [opened, closes] = [sql<Date>`now() - interval '2 days'`, sql<Date>`now() - interval '1 second'`];
  const sooner = sql<Date>`now() - interval '3 days'`;
  const change = (id: string, fields: object) =>
    server.app.db.updateTable('round').set(fields).where('id', '=', id).execute();
  await change(first, {
    opensAt: sql<Date>`now() - interval '4 days'`,
    openedAt: sooner,
    closedAt: sooner,
  });
  await change(silent, { opensAt: opened, openedAt: opened, closesAt: closes });
  const last = await openNext(network, 'Meting 3');
  await fill(last, [4, 4, 4, 4, 4]);
  const earlier = async () => (await findEarlierRound(server.app.db, last))?.name;
  expect(await earlier()).toBe('Meting');
  await closeDueRounds(actingOn(server.app));
  expect(await earlier()).toBe('Meting');
});

test('a round that the clock closed counts as earlier also before that is stored', async () => {
  const { network, round } = await openRound(call);
  await fill(round, [3, 3, 3, 3, 3]);
  const [opened, closes] = [sql<Date>`now() - interval '2 days'`, sql<Date>`now() - interval '1 day'`];
  await server.app.db
    .updateTable('round')
    .set({ opensAt: opened, openedAt: opened, closesAt: closes })
    .where('id', '=', round)
    .execute();
  const next = await openNext(network, 'Meting 2', { interimResults: true });
  await fill(next, [4, 4, 4, 4, 4]);
  const before = await readChange(next);
  expect(before.facets[0]).toMatchObject({ m: 5, verdict: 'better' });
  await closeDueRounds(actingOn(server.app));
  expect(await readChange(next)).toEqual(before);
});

test('reading what to score takes three queries, with an earlier round as without', async () => {
  const { network, round } = await openRound(call);
  await fill(round, [3, 3, 3, 3, 3]);
  await close(round);
  const next = await openNext(network, 'Meting 2');
  await fill(next, [3, 3]);
  const queries: string[] = [];
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: server.app.pg.pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log: ({ query }) => void queries.push(query.sql),
  });
  for (const id of [round, next]) {
    queries.length = 0;
    await findScoringInput(db, id);
    expect(queries).toHaveLength(3);
  }
});

test('from files the command gives the scores that the API shows, the change since the earlier round included', async () => {
  const { network, round } = await openRound(call);
  await fill(round, [2, 3, 2, 3, 2, 3]);
  await close(round);
  const next = await openNext(network, 'Meting 2');
  await fill(next, [4, 5, 4, 1, 4, 2]);
  await close(next);
  const { partners, responses, ties, previous } = await findScoringInput(server.app.db, next);
  const items = listItems(latestInstrument).map(({ id }) => id);
  const toRows = (people: Iterable<Response>) => [
    ['respondent', 'partner', ...items],
    ...Array.from(people, (person) => [
      person.respondent,
      person.partner,
      ...items.map((item) => person.answers[item]),
    ]),
  ];
  const folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-files-'));
  try {
    const save = async (name: string, rows: unknown[][]) => {
      const file = join(folder, name);
      await writeFile(file, stringify(rows));
      return file;
    };
    const outcome = await scoreFiles([
      '--partners',
      await save('partners.csv', [
        ['id', 'name', 'kind', 'size'],
        ...partners.map(({ id, name, kind, size }) => [id, name, kind, size]),
      ]),
      '--responses',
      await save('responses.csv', toRows(responses)),
      '--previous-responses',
      await save('previous.csv', toRows(previous!.responses)),
      '--ties',
      await save('ties.csv', [
        ['from', 'to', 'frequency', 'familiarity', 'dependence'],
        ...ties.map(({ from, to, frequency, familiarity, dependence }) => [
          from,
          to,
          frequency,
          familiarity,
          dependence,
        ]),
      ]),
    ]);
    if ('lines' in outcome) throw new Error(outcome.lines.join('\n'));
    expect(ties.length).toBeGreaterThan(0);
    expect(JSON.parse(outcome.output)).toEqual((await call('GET', `/rounds/${next}/scores`)).json);
  } finally {
    await rm(folder, { recursive: true });
  }
});
