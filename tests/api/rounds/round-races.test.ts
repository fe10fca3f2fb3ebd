/** What happens to a round between the check of a change and the change itself: the second waits and sees the first. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../server/database/schema.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { renewLink } from '../../../server/rounds/invitations/renew-link.ts';
import { sendAgain } from '../../../server/rounds/invitations/send-again.ts';
import { planRound } from '../../../server/rounds/plan-round.ts';
import { sendDueReminders } from '../../../server/rounds/reminders/send-due-reminders.ts';
import { startRound } from '../../../server/rounds/start-round.ts';
import { actingOn } from '../../support/acting.ts';
import { seedNetwork } from '../../support/seed-network.ts';
import { markAnswered } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

const plan = {
  name: '2026',
  sender: 'Greet',
  language: 'nl' as const,
  opens: 'now',
  closesOn: '2090-01-31',
  repeats: 'yearly' as const,
  reminders: [],
  message: '',
};

async function startOne() {
  const { networkId } = await seedNetwork(server.app.db, [[{ name: 'Anna' }]]);
  const roundId = await startRound(actingOn(server.app), networkId, plan);
  const { id: invitationId } = await server.app.db
    .selectFrom('invitation')
    .select('id')
    .where('roundId', '=', roundId)
    .executeTakeFirstOrThrow();
  return { networkId, roundId, invitationId };
}

/** Does the first change, lets the second begin before the first is committed, and gives what the second comes to. */
async function overlap(first: (db: Database) => Promise<unknown>, second: () => Promise<unknown>) {
  let outcome: Promise<unknown> | undefined;
  await server.app.db.transaction().execute(async (db) => {
    await first(db);
    outcome = second().catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  return outcome;
}

/** As the questionnaire does it: with the round locked against a change of it. */
async function submitAnswers(db: Database, invitationId: string) {
  await sql`SELECT FROM round JOIN invitation ON round.id = round_id
    WHERE invitation.id = ${invitationId} FOR SHARE OF round`.execute(db);
  await markAnswered(db, invitationId);
}

test('a new link is refused when the answers are sent meanwhile', async () => {
  const { invitationId } = await startOne();
  const read = () =>
    server.app.db
      .selectFrom('invitation')
      .select('tokenHash')
      .where('id', '=', invitationId)
      .executeTakeFirstOrThrow();
  const before = await read();
  const outcome = await overlap(
    (db) => submitAnswers(db, invitationId),
    () => renewLink(actingOn(server.app), invitationId, { refusesAnswered: true }),
  );
  expect(outcome).toMatchObject({ code: 'answeredLink' });
  expect(await read()).toEqual(before);
});

test('the invitation is not mailed again when the answers are sent, or it is withdrawn, meanwhile', async () => {
  const answered = await startOne();
  const again = (id: string) => () => sendAgain(actingOn(server.app), id);
  expect(
    await overlap((db) => submitAnswers(db, answered.invitationId), again(answered.invitationId)),
  ).toMatchObject({ code: 'alreadyAnswered' });
  const withdrawn = await startOne();
  const withdraw = (db: Database) =>
    db
      .updateTable('invitation')
      .set({ revokedAt: new Date() })
      .where('id', '=', withdrawn.invitationId)
      .execute();
  expect(await overlap(withdraw, again(withdrawn.invitationId))).toMatchObject({ code: 'invitationRevoked' });
});

test('the reminder of today does not go when the round is paused meanwhile', async () => {
  const { roundId } = await startOne();
  await server.app.db
    .insertInto('reminder')
    .values({
      roundId,
      sendOn: sql<string>`(now() AT TIME ZONE 'Europe/Amsterdam' - interval '9 hours')::date`,
    })
    .execute();
  const pause = (db: Database) =>
    db.updateTable('round').set({ pausedAt: new Date() }).where('id', '=', roundId).execute();
  expect(await overlap(pause, () => sendDueReminders(actingOn(server.app)))).toBeUndefined();
  const reminder = await server.app.db
    .selectFrom('reminder')
    .select('sentAt')
    .where('roundId', '=', roundId)
    .executeTakeFirstOrThrow();
  expect(reminder.sentAt).toBeNull();
});

test('a round that repeats leaves the planning to whoever plans the next one meanwhile', async () => {
  const { networkId, roundId } = await startOne();
  const outcome = await overlap(
    (db) =>
      planRound({ ...actingOn(server.app), db }, networkId, { ...plan, name: '2027', opens: '2089-01-01' }),
    () => closeRound(actingOn(server.app), roundId),
  );
  expect(outcome).toBeUndefined();
  const rounds = await server.app.db
    .selectFrom('round')
    .select(['name', 'closedAt'])
    .where('networkId', '=', networkId)
    .orderBy('id')
    .execute();
  expect(rounds).toEqual([
    { name: '2026', closedAt: expect.any(Date) },
    { name: '2027', closedAt: null },
  ]);
});
