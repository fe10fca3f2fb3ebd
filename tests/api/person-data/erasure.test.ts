/** Erasing a person: what goes, what stays, and that a published result does not notice. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { discloseScores } from '../../../scoring/disclose.ts';
import { erasePerson } from '../../../server/person-data/erasure/erase-person.ts';
import { rescoreRound } from '../../../server/rounds/scores/rescoring.ts';
import { findConsents } from '../../../server/rounds/scores/scoring-input.ts';
import { actingOn } from '../../support/acting.ts';
import { type Call, callApi } from '../../support/call-api.ts';
import { readWords } from '../../support/read-html.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { seedPerson } from '../../support/seed-person.ts';
import { answer, saveAnswers } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'netwerk@example.org' });
  call = callApi(server);
});
afterAll(() => server.stop());

const name = 'Annabel Zonderling';
const email = 'annabel.zonderling@example.org';
const words = 'Mijn buurvrouw heet Truus.';

/** Six people answered; the first is a person on the list, who also wrote something. */
async function makeRound(): Promise<{ round: SeededRound; person: string; greet: SignedIn }> {
  const { db } = server.app;
  const round = await seedRound(db);
  const { invitationId } = round.people.anna!;
  const person = await seedPerson(db, { partnerId: round.partnerIds.gemeente!, invitationId, name, email });
  for (const [index, { invitationId }] of Object.values(round.people).entries()) {
    await answer(db, { invitationId, opinion: 1 + (index % 5), consent: true, research: true });
  }
  await sql`
    UPDATE answer_page SET content = jsonb_set(content, '{comment}', to_jsonb(${words}::text))
    WHERE invitation_id = ${invitationId} AND page = 'sharing'`.execute(db);
  const greet = await signIn(server.app, 'coordinator', {
    municipalityId: '1',
    networkIds: [round.networkId],
  });
  return { round, person, greet };
}

/** Every row of every table, as text; of jobs too. */
async function dump(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`.execute(
    server.app.db,
  );
  const texts = [];
  for (const table of tables) {
    const { rows } = await sql<{ row: string }>`
      SELECT to_jsonb(t)::text AS row FROM ${sql.raw(table.name)} AS t`.execute(server.app.db);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

const readInvitation = (round: SeededRound) =>
  server.app.db
    .selectFrom('invitation')
    .selectAll()
    .where('id', '=', round.people.anna!.invitationId)
    .executeTakeFirstOrThrow();

const countPages = async (round: SeededRound) =>
  (
    await server.app.db
      .selectFrom('answerPage')
      .select('page')
      .where('invitationId', '=', round.people.anna!.invitationId)
      .execute()
  ).length;

test('a closed round does not notice; everything that says who it was is gone', async () => {
  const { db } = server.app;
  const { round, person, greet } = await makeRound();
  await greet.post(`/desk/people/${person}/data-link`);
  await call('PUT', `/rounds/${round.roundId}/closure`);
  const readResult = async () => {
    const { status, text: factsheet } = await call('GET', `/rounds/${round.roundId}/factsheet`);
    expect(status).toBe(200);
    return {
      factsheet: factsheet.replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, ''),
      scores: (await call('GET', `/rounds/${round.roundId}/scores`)).json,
      stored: await db
        .selectFrom('round')
        .select('scores')
        .where('id', '=', round.roundId)
        .executeTakeFirst(),
    };
  };
  const [before, pages, receipt] = [
    await readResult(),
    await countPages(round),
    (await readInvitation(round)).receipt!,
  ];
  await db
    .insertInto('audit')
    .values({ actor: 'account', action: 'test.note', networkId: round.networkId, note: name })
    .execute();
  for (const text of [name, email, words]) expect(await dump()).toContain(text);

  const asked = readWords((await greet.get(`/desk/people/${person}/erasure`)).body);
  expect(asked).toContain(`Wilt u ${name} wissen?`);
  expect(asked).toContain('de uitslag verandert niet');
  const outcome = await greet.post(`/desk/people/${person}/erasure`);
  expect(outcome.headers.location).toBe(`/desk/people/${person}/data?done=erased`);

  expect(await readResult()).toEqual(before);
  expect((await rescoreRound(db, round.roundId))!.differences).toEqual([]);
  expect(await countPages(round)).toBe(pages);
  const everything = await dump();
  for (const text of [name, email, words, receipt]) expect(everything).not.toContain(text);
  expect((await server.app.inject(round.people.anna!.path)).statusCode).toBe(404);
  expect(await db.selectFrom('dataLink').selectAll().where('personId', '=', person).execute()).toEqual([]);
  const mails = await db.selectFrom('mail').selectAll().where('personId', '=', person).execute();
  expect(mails.map(({ recipient, reply }) => [recipient, reply])).toEqual(mails.map(() => [null, null]));
  expect(mails.map(({ state }) => state).sort()).toEqual(['sent', 'skipped']);
  const page = readWords((await greet.get(`/desk/people/${person}/data`)).body);
  expect(page).toContain('Deze persoon is gewist op');
  expect(page).not.toContain('Mail de link');
  expect((await greet.get(`/desk/people/${person}/erasure`)).statusCode).toBe(404);
});

test('who is erased on request no longer allows what it allowed', async () => {
  const { round, person, greet } = await makeRound();
  await call('PUT', `/rounds/${round.roundId}/closure`);
  await greet.post(`/desk/people/${person}/erasure`);
  const { consenting, withdrawn } = await findConsents(server.app.db, round.roundId);
  expect(consenting).toContain('gemeente');
  expect(withdrawn).toEqual(['gemeente']);
  const { scores } = await server.app.db
    .selectFrom('round')
    .select('scores')
    .where('id', '=', round.roundId)
    .executeTakeFirstOrThrow();
  const shown = discloseScores(scores!, { reader: { kind: 'coordinator' }, consenting, withdrawn });
  expect(shown.partners.find(({ id }) => id === 'gemeente')).toEqual({ id: 'gemeente', withheld: 'consent' });
});

test('in a round that is open the answers go too, and nobody can send them any more', async () => {
  const { round, person } = await makeRound();
  await erasePerson(actingOn(server.app), person);
  expect(await countPages(round)).toBe(0);
  expect(await readInvitation(round)).toMatchObject({
    person: '',
    submittedAt: null,
    receipt: null,
    revokedAt: expect.any(Date),
    seed: null,
  });
  expect((await server.app.inject(round.people.anna!.path)).statusCode).toBe(404);
  await call('PUT', `/rounds/${round.roundId}/closure`);
  const { coverage } = (await call('GET', `/rounds/${round.roundId}/scores`)).json;
  expect(coverage).toMatchObject({ partners: 6, answered: 5 });
});

test('answers that were never sent go also from a closed round', async () => {
  const { db } = server.app;
  const round = await seedRound(db);
  const { invitationId } = round.people.anna!;
  const person = await seedPerson(db, { partnerId: round.partnerIds.gemeente!, invitationId });
  await saveAnswers(db, { invitationId, opinion: 3 });
  await call('PUT', `/rounds/${round.roundId}/closure`);
  expect(await countPages(round)).toBe(4);
  await erasePerson(actingOn(server.app), person);
  expect(await countPages(round)).toBe(0);
  expect((await rescoreRound(db, round.roundId))!.differences).toEqual([]);
});

test('erasing again changes nothing', async () => {
  const { db } = server.app;
  const { round, person } = await makeRound();
  await call('PUT', `/rounds/${round.roundId}/closure`);
  await erasePerson(actingOn(server.app), person);
  const read = () =>
    db.selectFrom('answerPage').selectAll().orderBy('invitationId').orderBy('page').execute();
  const before = await read();
  const { erasedAt } = await db
    .selectFrom('person')
    .select('erasedAt')
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  await erasePerson(actingOn(server.app), person);
  expect(await read()).toEqual(before);
  const again = await db.selectFrom('person').selectAll().where('id', '=', person).executeTakeFirstOrThrow();
  expect(again).toMatchObject({ name: '', email: null, erasedAt });
  expect(round.roundId).toBeDefined();
});
