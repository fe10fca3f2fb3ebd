/** Trying a job again is a change like others: with its line or not at all. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { retryJob } from '../../../server/job-list/retry-job.ts';
import { sendTestMail } from '../../../server/mail/send-test-mail.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { seedRound } from '../../support/seed.ts';
import { findMailState, seedMails } from '../../support/seed-mails.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let networkId: string;
let roundId: string;
beforeAll(async () => {
  server = await startTestApp({ SMTP_URL: 'smtp://127.0.0.1:1' });
  ({ networkId, roundId } = await seedRound(server.app.db));
});
afterAll(() => server.stop());

/** A job to print the factsheet of the round, which failed or still waits. */
async function addJob(state: 'failed' | 'created'): Promise<string> {
  const { db, jobs } = server.app;
  await sql`DELETE FROM pgboss.job`.execute(db);
  await jobs.add(db, 'print-factsheet', { roundId, networkId });
  const { rows } = await sql<{ id: string }>`
    UPDATE pgboss.job SET state = ${state}::pgboss.job_state RETURNING id`.execute(db);
  return rows[0]!.id;
}

async function readStates(): Promise<string[]> {
  const { rows } = await sql<{ state: string }>`SELECT state FROM pgboss.job ORDER BY created_on`.execute(
    server.app.db,
  );
  return rows.map(({ state }) => state);
}

test('one that failed waits again, with a line', async () => {
  const id = await addJob('failed');
  const left = await expectAllOrNothing(server.app, (acting) => retryJob(acting, id, networkId));
  expect(left.lines).toEqual(['outbox.jobTried']);
  expect(await readStates()).toEqual(['retry']);
});

test('beside another one with the same purpose it stays as it is, and the line stands', async () => {
  const id = await addJob('failed');
  const { db, jobs } = server.app;
  await jobs.add(db, 'print-factsheet', { roundId, networkId });
  const acting = actingOn(server.app);
  await retryJob(acting, id, networkId);
  expect(acting.done).toEqual(['outbox.jobTried']);
  expect(await readStates()).toEqual(['failed', 'created']);
});

test('one that waits is left alone, and leaves no line', async () => {
  const id = await addJob('created');
  const acting = actingOn(server.app);
  await retryJob(acting, id, networkId);
  expect(acting.done).toEqual(['unchanged']);
});

test("another network's job is not there", async () => {
  const { app } = server;
  const id = await addJob('failed');
  const { networkId: other } = await seedRound(app.db);
  expect(await expectUnchanged(app.db, () => retryJob(actingOn(app), id, other))).toMatchObject({
    code: 'notFound',
  });
});

test('a mail that failed waits again, with the line of that mail', async () => {
  const { app } = server;
  const { networkId: own, people } = await seedMails(app, { names: { 'anna@partner.example': 'Anna' } });
  const { mailId } = people['anna@partner.example']!;
  await sql`UPDATE mail SET state = 'failed', reason = 'refused' WHERE id = ${mailId}`.execute(app.db);
  const { rows } = await sql<{ id: string }>`
    UPDATE pgboss.job SET state = 'failed' WHERE data->>'mailId' = ${mailId} RETURNING id`.execute(app.db);
  const left = await expectAllOrNothing(app, (acting) => retryJob(acting, rows[0]!.id, own));
  expect(left.lines).toEqual(['outbox.mailTried']);
  expect(await findMailState(app, mailId)).toMatchObject({ state: 'waiting' });
});

test('a test mail has its line before the mail server is asked, also when that does not take it', async () => {
  const { app } = server;
  const reader = { name: 'Olga', email: 'olga@gemeente.example', language: 'nl' } as const;
  const acting = actingOn(app);
  await expect(sendTestMail(acting, app.config, reader)).rejects.toThrow('not delivered');
  expect(acting.done).toEqual(['outbox.testMail']);
});
