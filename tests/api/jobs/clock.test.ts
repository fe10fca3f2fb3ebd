/** The clock of the jobs: what is due is added once, and a clock that jumped leaves nothing that stays undone. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDueJobs, findLastMoment } from '../../../server/jobs/add-due-jobs.ts';
import { undoJump } from '../../../server/jobs/undo-jump.ts';
import { findRound } from '../../../server/rounds/rounds.ts';
import { runJobs, waitFor } from '../../support/run-jobs.ts';
import { seedRound } from '../../support/seed.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());
beforeEach(() => sql`DELETE FROM pgboss.job`.execute(server.app.db));

const add = () => {
  const { db, jobs } = server.app;
  return addDueJobs(db, ['tick', 'clean-up'], (transaction, name) => jobs.add(transaction, name, {}));
};

async function listJobs(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM pgboss.job ORDER BY name`.execute(
    server.app.db,
  );
  return rows.map(({ name }) => name);
}

describe('what the clock adds', () => {
  test('is added once, however many ask for it at the same moment', async () => {
    await Promise.all([add(), add(), add()]);
    expect(await listJobs()).toEqual(['clean-up', 'tick']);
  });

  test('is not added again when it is done, and is when its next moment has come', async () => {
    const { db } = server.app;
    await add();
    await sql`UPDATE pgboss.job SET state = 'completed', completed_on = now()`.execute(db);
    // Unless a minute began just now.
    await waitFor(async () => {
      const before = await findLastMoment(db, 'tick', new Date());
      await add();
      return (await findLastMoment(db, 'tick', new Date())).getTime() === before.getTime();
    });
    expect((await listJobs()).filter((name) => name === 'clean-up')).toHaveLength(1);
    await sql`DELETE FROM pgboss.job WHERE name = 'tick'`.execute(db);
    await sql`UPDATE pgboss.job SET created_on = created_on - interval '1 day'`.execute(db);
    await add();
    expect(await listJobs()).toEqual(['clean-up', 'clean-up', 'tick']);
  });

  test.each([
    ['at 3:20 itself', '2026-07-02T01:20:00Z', '2026-07-02T01:20:00Z'],
    ['a second before it', '2026-07-02T01:19:59Z', '2026-07-01T01:20:00Z'],
    ['in winter', '2026-12-24T11:00:00Z', '2026-12-24T02:20:00Z'],
    // The hour from two to three comes twice.
    ['in the night that the clock goes back, the first time', '2026-10-25T00:30:00Z', '2026-10-24T01:20:00Z'],
    ['and the second time', '2026-10-25T01:30:00Z', '2026-10-24T01:20:00Z'],
    ['and after it', '2026-10-25T02:30:00Z', '2026-10-25T02:20:00Z'],
    // It does not come.
    ['in the night that the clock goes forward, before', '2026-03-29T00:59:00Z', '2026-03-28T02:20:00Z'],
    ['and after', '2026-03-29T01:30:00Z', '2026-03-29T01:20:00Z'],
  ])('the clean-up was due last, %s', async (_when, at, moment) => {
    expect((await findLastMoment(server.app.db, 'clean-up', new Date(at))).toISOString()).toBe(
      moment.replace('Z', '.000Z'),
    );
  });
});

/** Every moment that pg-boss keeps, of itself, its queues and its jobs. */
async function listMoments(table: string): Promise<string[]> {
  const { rows } = await sql<{ column: string }>`
    SELECT column_name AS column FROM information_schema.columns
    WHERE table_schema = 'pgboss' AND table_name = ${table} AND data_type = 'timestamp with time zone'`.execute(
    server.app.db,
  );
  return rows.map(({ column }) => column);
}

describe.each(['2 hours', '60 days'])('after a clock that was %s ahead', (jump) => {
  /** As if everything in this table was written by the clock that was ahead. */
  async function moveAhead(table: string) {
    const moved = (await listMoments(table)).map(
      (column) => sql`${sql.ref(column)} = coalesce(${sql.ref(column)}, now()) + ${sql.lit(jump)}::interval`,
    );
    await sql`UPDATE ${sql.table(`pgboss.${table}`)} SET ${sql.join(moved)}`.execute(server.app.db);
  }

  test('nothing in the queue lies ahead any more', async () => {
    const { app } = server;
    await add();
    await app.jobs.addAll(app.db, 'send-mail', [{ mailId: '1' }, { mailId: '2' }]);
    await sql`UPDATE pgboss.job SET state = 'active' WHERE name = 'clean-up'`.execute(app.db);
    await sql`UPDATE pgboss.job SET state = 'retry' WHERE name = 'send-mail'`.execute(app.db);
    for (const table of ['version', 'queue', 'job']) await moveAhead(table);
    // A mail that failed just now waits on purpose.
    await sql`UPDATE pgboss.job SET start_after = now() + interval '50 minutes', created_on = now(),
      started_on = now(), heartbeat_on = now(), completed_on = NULL
      WHERE singleton_key = '2'`.execute(app.db);
    await undoJump(app.db);
    for (const table of ['version', 'queue', 'job']) {
      // Until when a job is kept, and when the one was made that it came from, is no reason to wait.
      const columns = (await listMoments(table)).filter(
        (column) => !['keep_until', 'source_created_on'].includes(column),
      );
      const latest = sql`greatest(${sql.join(columns.map((column) => sql.ref(column)))})`;
      const { rows } = await sql<{ key: string; ahead: boolean }>`
        SELECT to_jsonb(kept)->>'singleton_key' AS key, ${latest} > now() AS ahead
        FROM ${sql.table(`pgboss.${table}`)} AS kept`.execute(app.db);
      expect(rows.length).toBeGreaterThan(0);
      for (const { key, ahead } of rows) expect([table, key, ahead]).toEqual([table, key, key === '2']);
    }
  });

  test('a round is closed and its factsheet printed, and the clean-up is done', async () => {
    const { app } = server;
    const { roundId } = await seedRound(app.db);
    await sql`UPDATE round SET opens_at = now() - interval '2 days', closes_at = now() - interval '1 second'
      WHERE id = ${roundId}`.execute(app.db);
    await add();
    await sql`UPDATE pgboss.job SET state = 'completed' WHERE name = 'clean-up'`.execute(app.db);
    for (const table of ['version', 'queue', 'job']) await moveAhead(table);
    await runJobs(app);
    await waitFor(async () => (await findRound(app.db, roundId)).status === 'closed');
    await waitFor(async () => {
      const { rows } = await sql<{ name: string }>`
        SELECT name FROM pgboss.job WHERE state = 'completed'`.execute(app.db);
      return ['clean-up', 'tick', 'print-factsheet'].every((name) => rows.some((row) => row.name === name));
    });
  });
});
