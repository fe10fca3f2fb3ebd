/** The nightly clean-up: what goes when its time is over, what stays, and that once more finds nothing. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cleanUp } from '../../../server/person-data/clean-up.ts';
import { makeHolder } from '../../../server/questionnaire/holders.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { rescoreRound } from '../../../server/rounds/scores/rescoring.ts';
import { actingOn } from '../../support/acting.ts';
import { seedRound } from '../../support/seed.ts';
import { seedMail, seedPerson } from '../../support/seed-person.ts';
import { answer, keyOf } from '../../support/send-answers.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());
beforeEach(() => cleanUp(job()));

const job = () => actingOn(server.app, { kind: 'job' });

const nothing = {
  people: 0,
  invitations: 0,
  mails: 0,
  logLines: 0,
  logAddresses: 0,
  dataLinks: 0,
  sessions: 0,
  signInLinks: 0,
  mirrors: 0,
  researchBundles: 0,
};

/** A round that everybody answered and that closed so many months ago. */
async function closeAgo(months: number, { promise }: { promise?: number } = {}) {
  const { db } = server.app;
  const round = await seedRound(db);
  for (const { invitationId } of Object.values(round.people)) await answer(db, { invitationId, opinion: 4 });
  await closeRound(actingOn(server.app), round.roundId);
  await sql`
    UPDATE round SET opened_at = now() - make_interval(months => ${months + 1}),
      closes_at = now() - make_interval(months => ${months}), closed_at = now() - make_interval(months => ${months}),
      privacy = ${promise === undefined ? null : JSON.stringify({ keepMonths: promise })}::jsonb
    WHERE id = ${round.roundId}`.execute(db);
  const { invitationId } = round.people.anna!;
  const person = await seedPerson(db, { partnerId: round.partnerIds.gemeente!, invitationId });
  return { round, person };
}

const readPerson = (id: string) =>
  server.app.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const isErased = async (id: string) => (await readPerson(id)).erasedAt !== null;

test('ten clean-ups at once erase somebody once, and count that once', async () => {
  await cleanUp(job());
  await closeAgo(19);
  const cleaned = await Promise.all(Array.from({ length: 10 }, () => cleanUp(job())));
  expect(cleaned.map(({ people }) => people).toSorted()).toEqual([...Array(9).fill(0), 1]);
});

test('who was asked last 19 months ago is erased, who was 17 months ago is not; the results stay', async () => {
  const [old, young] = [await closeAgo(19), await closeAgo(17)];
  expect(await cleanUp(job())).toMatchObject({ people: 1 });
  expect(await isErased(old.person)).toBe(true);
  expect(await readPerson(old.person)).toMatchObject({ name: '', email: null });
  expect(await isErased(young.person)).toBe(false);
  expect((await rescoreRound(server.app.db, old.round.roundId))!.differences).toEqual([]);
  const [line] = await server.app.db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(1).execute();
  expect(line).toMatchObject({ actor: 'job', action: 'personData.cleanedUp' });
  expect(line!.note).toContain('people: 1');
  expect(await cleanUp(job())).toEqual(nothing);
});

test('a fault with one person keeps no other, fails the job, and is tried again', async () => {
  const { db } = server.app;
  const [broken, other] = [await closeAgo(19), await closeAgo(19)];
  await sql`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$`.execute(db);
  await sql`
    CREATE TRIGGER refuse BEFORE UPDATE ON person FOR EACH ROW
      WHEN (OLD.id = ${sql.lit(Number(broken.person))}) EXECUTE FUNCTION refuse()`.execute(db);
  try {
    await expect(cleanUp(job())).rejects.toThrow('broken');
    expect([await isErased(broken.person), await isErased(other.person)]).toEqual([false, true]);
    const [line] = await db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(1).execute();
    expect(line!.note).toContain('people: 1');
  } finally {
    await sql`DROP FUNCTION refuse CASCADE`.execute(db);
  }
  expect(await cleanUp(job())).toMatchObject({ people: 1 });
});

test('consents stay with the answers when the time is over', async () => {
  const { round } = await closeAgo(19);
  await cleanUp(job());
  const rows = await server.app.db
    .selectFrom('invitation')
    .select('consentsWithdrawnAt')
    .where('roundId', '=', round.roundId)
    .execute();
  expect(rows.every(({ consentsWithdrawnAt }) => consentsWithdrawnAt === null)).toBe(true);
});

test('the shorter of what the round promised and what the network says today counts', async () => {
  const [promised, today] = [await closeAgo(7, { promise: 6 }), await closeAgo(7, { promise: 12 })];
  await cleanUp(job());
  expect([await isErased(promised.person), await isErased(today.person)]).toEqual([true, false]);
  await server.app.db
    .updateTable('network')
    .set({ keepMonths: 6 })
    .where('id', '=', today.round.networkId)
    .execute();
  await cleanUp(job());
  expect(await isErased(today.person)).toBe(true);
});

test('who is asked in a round that is still open stays, however long ago the round before was', async () => {
  const { round, person } = await closeAgo(30);
  const { id } = await server.app.db
    .insertInto('round')
    .columns([
      'networkId',
      'name',
      'sender',
      'instrumentId',
      'instrumentVersion',
      'instrumentHash',
      'closesAt',
    ])
    .expression((select) =>
      select
        .selectFrom('round')
        .select(['networkId', sql<string>`'Nu'`.as('name'), 'sender', 'instrumentId', 'instrumentVersion'])
        .select(['instrumentHash', sql<Date>`now() + interval '9 days'`.as('closesAt')])
        .where('id', '=', round.roundId),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`
    INSERT INTO round_partner (round_id, partner_id, code, name)
    VALUES (${id}, ${round.partnerIds.gemeente}, 'gemeente', 'Gemeente')`.execute(server.app.db);
  await sql`
    INSERT INTO invitation (round_id, partner_id, person_id, token_hash)
    VALUES (${id}, ${round.partnerIds.gemeente}, ${person}, sha256('nu'))`.execute(server.app.db);
  await cleanUp(job());
  expect(await isErased(person)).toBe(false);
});

test('who was never asked is erased when it stood on the list long enough', async () => {
  const { partnerIds } = await seedRound(server.app.db);
  const [old, young] = [
    await seedPerson(server.app.db, { partnerId: partnerIds.school! }),
    await seedPerson(server.app.db, { partnerId: partnerIds.school! }),
  ];
  await sql`UPDATE person SET created_at = now() - interval '19 months' WHERE id = ${old}`.execute(
    server.app.db,
  );
  await cleanUp(job());
  expect([await isErased(old), await isErased(young)]).toEqual([true, false]);
});

test('invitations without a person on the list lose the name, the link and the own words', async () => {
  const { db } = server.app;
  const { round } = await closeAgo(19);
  const { invitationId, path } = round.people.bram!;
  await seedMail(db, {
    personId: (await anyPerson(round.partnerIds.wonen!))!,
    invitationId,
    recipient: 'b@x.nl',
  });
  await sql`
    UPDATE answer_page SET content = jsonb_set(content, '{comment}', '"Ik ben Bram."')
    WHERE invitation_id = ${invitationId} AND page = 'quality'`.execute(db);
  await cleanUp(job());
  const invitation = await db
    .selectFrom('invitation')
    .selectAll()
    .where('id', '=', invitationId)
    .executeTakeFirstOrThrow();
  expect(invitation).toMatchObject({ person: '', submittedAt: expect.any(Date) });
  const { rows } = await sql`
    SELECT FROM answer_page WHERE invitation_id = ${invitationId} AND content::text LIKE '%Bram%'`.execute(
    db,
  );
  expect(rows).toEqual([]);
  const mails = await db
    .selectFrom('mail')
    .select('recipient')
    .where('invitationId', '=', invitationId)
    .execute();
  expect(mails).toEqual([{ recipient: null }]);
  expect((await server.app.inject(path)).statusCode).toBe(404);
  expect(await cleanUp(job())).toEqual(nothing);
});

const anyPerson = (partnerId: string) => seedPerson(server.app.db, { partnerId });

test('old lines of the log, what has ended and old mails to accounts go', async () => {
  const { db } = server.app;
  const { partnerIds } = await seedRound(db);
  const person = await anyPerson(partnerIds.school!);
  const { accountId } = await signIn(server.app, 'researcher');
  // The old one is the first of the log.
  await sql`TRUNCATE audit`.execute(db);
  await sql`INSERT INTO audit (at, actor, action) VALUES
    (now() - interval '25 months', 'job', 'test.old'), (now() - interval '23 months', 'job', 'test.young')`.execute(
    db,
  );
  await sql`
    INSERT INTO data_link (person_id, seed, token_hash, expires_at) VALUES
      (${person}, '1', sha256('1'), now() - interval '1 day'), (${person}, '2', sha256('2'), now() + interval '1 day')`.execute(
    db,
  );
  await sql`
    INSERT INTO mail (kind, account_id, recipient, language, message_id, state, created_at) VALUES
      ('sign-in', ${accountId}, 'old@example.org', 'nl', 'old', 'sent', now() - interval '4 months'),
      ('sign-in', ${accountId}, 'young@example.org', 'nl', 'young', 'sent', now() - interval '2 months')`.execute(
    db,
  );
  await sql`UPDATE session SET expires_at = now() - interval '1 minute' WHERE account_id = ${accountId}`.execute(
    db,
  );
  await signIn(server.app, 'researcher');
  await sql`
    INSERT INTO sign_in_link (account_id, purpose, seed, token_hash, expires_at) VALUES
      (${accountId}, 'sign-in', '3', sha256('3'), now() - interval '1 day'),
      (${accountId}, 'sign-in', '4', sha256('4'), now() + interval '1 day')`.execute(db);
  await sql`
    UPDATE mail SET sign_in_link_id = (SELECT id FROM sign_in_link WHERE token_hash = sha256('3'))
    WHERE message_id = 'young'`.execute(db);
  expect(await cleanUp(job())).toEqual({
    people: 0,
    invitations: 0,
    mails: 1,
    logLines: 1,
    logAddresses: 0,
    dataLinks: 1,
    sessions: 1,
    signInLinks: 1,
    mirrors: 0,
    researchBundles: 0,
  });
  const actions = await db.selectFrom('audit').select('action').where('action', 'like', 'test.%').execute();
  expect(actions).toEqual([{ action: 'test.young' }]);
  const mails = await db
    .selectFrom('mail')
    .select('recipient')
    .where('accountId', '=', accountId)
    .orderBy('id')
    .execute();
  expect(mails).toEqual([{ recipient: null }, { recipient: 'young@example.org' }]);
  expect(await db.selectFrom('dataLink').select('personId').execute()).toEqual([{ personId: person }]);
});

test('answers that arrived in the very moment of an erasure are swept up', async () => {
  const { db } = server.app;
  const round = await seedRound(db);
  const { invitationId } = round.people.anna!;
  const holderId = await makeHolder(db, invitationId, keyOf(invitationId));
  const person = await seedPerson(db, { partnerId: round.partnerIds.gemeente!, invitationId });
  await sql`UPDATE person SET name = '', email = NULL, erased_at = now() - interval '1 hour'
    WHERE id = ${person}`.execute(db);
  await sql`
    INSERT INTO answer_page (invitation_id, holder_id, page, content, revision, view)
    VALUES (${invitationId}, ${holderId}, 'sharing', '{"answers": {}, "comment": "laat"}', 1, 'x.1')`.execute(
    db,
  );
  expect(await cleanUp(job())).toMatchObject({ people: 1 });
  expect(
    await db.selectFrom('answerPage').selectAll().where('invitationId', '=', invitationId).execute(),
  ).toEqual([]);
  expect(await cleanUp(job())).toEqual(nothing);
});
