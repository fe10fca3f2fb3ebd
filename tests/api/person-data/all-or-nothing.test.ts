/**
 * What happens to a person's data is there whole, with its line in the log, or not at all. Erasure has a second part,
 * which the clean-up finishes when it fails.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Acting } from '../../../server/log/act.ts';
import { cleanUp } from '../../../server/person-data/clean-up.ts';
import { erasePerson } from '../../../server/person-data/erasure/erase-person.ts';
import { mailDataLink } from '../../../server/person-data/mail-data-link.ts';
import { withdrawConsents } from '../../../server/person-data/withdraw-consents.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { seedPerson } from '../../support/seed-person.ts';
import { answer } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'netwerk@example.org' });
});
afterAll(() => server.stop());

/** Everybody answered; Anna is on the list, allowed everything and wrote something. */
async function prepare(state: 'open' | 'closed'): Promise<{ person: string; round: SeededRound }> {
  const { db } = server.app;
  const round = await seedRound(db);
  const { invitationId } = round.people.anna!;
  const person = await seedPerson(db, { partnerId: round.partnerIds.gemeente!, invitationId, name: 'Anna' });
  for (const one of Object.values(round.people)) {
    await answer(db, { invitationId: one.invitationId, opinion: 4, consent: true, research: true });
  }
  await sql`
    UPDATE answer_page SET content = jsonb_set(content, '{comment}', '"Ik ben Anna."')
    WHERE invitation_id = ${invitationId} AND page = 'sharing'`.execute(db);
  if (state === 'closed') await closeRound(actingOn(server.app), round.roundId);
  return { person, round };
}

/** The round closed so many years ago. */
const setClosed = (roundId: string) =>
  sql`UPDATE round SET opened_at = now() - interval '4 years', closes_at = now() - interval '3 years',
    closed_at = now() - interval '3 years' WHERE id = ${roundId}`.execute(server.app.db);

const read = async (person: string) =>
  server.app.db
    .selectFrom('person')
    .innerJoin('invitation', 'invitation.personId', 'person.id')
    .leftJoin('answerPage', 'answerPage.invitationId', 'invitation.id')
    .select(['person.name', 'person.erasedAt', 'submittedAt', 'invitation.person as invited'])
    .select(sql<number>`count(answer_page.page)::integer`.as('pages'))
    .where('person.id', '=', person)
    .groupBy(['person.id', 'invitation.id'])
    .executeTakeFirstOrThrow();

/** Each time is another change: a new link, one more of a kind, one more attempt. */
const newEachTime = ['a link to the own data'];

describe('a log that fails, or a process that stops, leaves nothing of', () => {
  test.each<
    ['open' | 'closed', string, (acting: Acting, person: string) => Promise<unknown>, string[], string[]]
  >([
    ['open', 'a link to the own data', mailDataLink, ['personData.dataLinkSent'], ['send-mail']],
    ['open', 'consents taken back', withdrawConsents, ['personData.consentsWithdrawn'], []],
    ['closed', 'consents taken back', withdrawConsents, ['personData.consentsWithdrawn'], []],
    ['open', 'an erasure', erasePerson, ['personData.erased'], []],
    ['closed', 'an erasure', erasePerson, ['personData.erased'], []],
  ])('in an %s round: %s', async (state, name, useCase, lines, jobs) => {
    const { person } = await prepare(state);
    const isNew = newEachTime.includes(name);
    expect(await expectAllOrNothing(server.app, (acting) => useCase(acting, person), { isNew })).toEqual({
      lines,
      jobs,
    });
  });

  test('the clean-up: a line for each person, and one for all', async () => {
    await cleanUp(actingOn(server.app));
    const [one, other] = [await prepare('closed'), await prepare('closed')];
    await setClosed(one.round.roundId);
    await setClosed(other.round.roundId);
    expect(await expectAllOrNothing(server.app, cleanUp, { actor: { kind: 'job' }, isNew: true })).toEqual({
      lines: ['personData.erased', 'personData.erased', 'personData.cleanedUp'],
      jobs: [],
    });
  });
});

describe('a refusal leaves nothing', () => {
  const acting = () => actingOn(server.app);

  test('nobody has this id', async () => {
    for (const useCase of [mailDataLink, withdrawConsents, erasePerson]) {
      const error = await expectUnchanged(server.app.db, () => useCase(acting(), '999999'));
      expect(error).toMatchObject({ statusCode: 404 });
    }
  });

  test('a link to somebody without an address', async () => {
    const { round } = await prepare('open');
    const person = await seedPerson(server.app.db, { partnerId: round.partnerIds.school!, email: null });
    const error = await expectUnchanged(server.app.db, () => mailDataLink(acting(), person));
    expect(error).toMatchObject({ code: 'dataLinkNeedsAddress' });
  });

  test('an erasure within another change', async () => {
    const { person } = await prepare('open');
    const { db } = server.app;
    const error = await expectUnchanged(db, () =>
      db.transaction().execute((transaction) => erasePerson({ ...acting(), db: transaction }, person)),
    );
    expect(error.message).toContain('two transactions');
  });
});

test('what is done already changes nothing and leaves no line', async () => {
  const { person } = await prepare('closed');
  await withdrawConsents(actingOn(server.app), person);
  await erasePerson(actingOn(server.app), person);
  const readLines = () => server.app.db.selectFrom('audit').select(['id', 'action']).execute();
  const before = await readLines();
  await withdrawConsents(actingOn(server.app), person);
  await erasePerson(actingOn(server.app), person);
  expect(await readLines()).toEqual(before);
});

test('an erasure that stops before the answers went is final, and the clean-up takes them', async () => {
  const { db } = server.app;
  await cleanUp(actingOn(server.app));
  const { person } = await prepare('open');
  await sql`
    CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'stopped'; END $$`.execute(db);
  await sql`
    CREATE TRIGGER keep BEFORE DELETE ON answer_page FOR EACH STATEMENT EXECUTE FUNCTION keep()`.execute(db);
  await expect(erasePerson(actingOn(server.app), person)).rejects.toThrow('stopped');
  await sql`DROP FUNCTION keep CASCADE`.execute(db);
  expect(await read(person)).toMatchObject({
    name: '',
    erasedAt: expect.any(Date),
    submittedAt: expect.any(Date),
    invited: 'Anna',
  });
  const lines = await db
    .selectFrom('audit')
    .select('action')
    .where('thingId', '=', person)
    .where('action', '=', 'personData.erased')
    .execute();
  expect(lines).toHaveLength(1);
  // Some time later: in the same minute it could be the work of another.
  await sql`UPDATE person SET erased_at = now() - interval '1 hour' WHERE erased_at IS NOT NULL`.execute(
    server.app.db,
  );
  expect(await cleanUp(actingOn(server.app))).toMatchObject({ people: 1 });
  expect(await read(person)).toMatchObject({ submittedAt: null, invited: '', pages: 0 });
  expect(await cleanUp(actingOn(server.app))).toMatchObject({ people: 0 });
});
