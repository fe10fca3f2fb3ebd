/** Trying a job again is a change like others: with its line or not at all. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { retryJob } from '../../../server/job-list/retry-job.ts';
import { sendTestMail } from '../../../server/mail/send-test-mail.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { seedRound } from '../../support/seed.ts';
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

test("another network's job is not there, and a test mail that is not taken leaves no line", async () => {
  const { app } = server;
  const id = await addJob('failed');
  const { networkId: other } = await seedRound(app.db);
  expect(await expectUnchanged(app.db, () => retryJob(actingOn(app), id, other))).toMatchObject({
    code: 'notFound',
  });
  const reader = { name: 'Olga', email: 'olga@gemeente.example', language: 'nl' } as const;
  const error = await expectUnchanged(app.db, () => sendTestMail(actingOn(app), app.config, reader));
  expect(error.message).not.toBe('It did not fail.');
});
