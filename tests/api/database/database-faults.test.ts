/** Safety: the database goes away and comes back: nothing ends, visitors read a sentence, and jobs go on. */
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { migrate } from '../../../server/database/migrate.ts';
import { runJobs, waitFor } from '../../support/run-jobs.ts';
import { seedRound } from '../../support/seed.ts';
import { saveAnswers } from '../../support/send-answers.ts';
import { startTestApp } from '../../support/test-app.ts';

const isPostgres = inject('template').engine === 'postgres';

/**
 * What a restart of PostgreSQL does to everybody who is connected to this database. Who waits for a lock goes first: else
 * it would get it from who held it.
 */
async function endAllConnections(pool: pg.Pool): Promise<void> {
  const client = new pg.Client(pool.options);
  await client.connect();
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ' +
      "ORDER BY wait_event_type IS DISTINCT FROM 'Lock'",
  );
  await client.end();
}

test.runIf(isPostgres)(
  'connections that end while nothing happens, and in the middle of a save',
  async () => {
    const { app, stop } = await startTestApp();
    try {
      const { people } = await seedRound(app.db);
      const { invitationId, path } = people.anna!;
      await saveAnswers(app.db, { invitationId, opinion: 4 });
      const visit = () => app.inject({ url: `${path}/sharing` });
      const before = (await visit()).body;
      await endAllConnections(app.pg.pool);
      await waitFor(async () => (await visit()).statusCode === 200);
      expect((await visit()).body.replace(/name="view" value="[^"]*"/, '')).toBe(
        before.replace(/name="view" value="[^"]*"/, ''),
      );

      const holder = new pg.Client(app.pg.pool.options);
      holder.on('error', () => undefined);
      await holder.connect();
      await holder.query('BEGIN');
      await holder.query('SELECT id FROM round FOR UPDATE');
      const saving = app.inject({
        method: 'POST',
        url: `${path}/quality`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'revision=1&view=other.1&comment=nieuw&go=next',
      });
      const look = new pg.Client(app.pg.pool.options);
      look.on('error', () => undefined);
      await look.connect();
      await waitFor(async () => (await look.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount! > 0);
      await look.end();
      await endAllConnections(app.pg.pool);
      await holder.end().catch(() => undefined);
      const refused = await saving;
      expect(refused.statusCode).toBe(503);
      expect(refused.body).toContain('Wat u eerder hebt opgeslagen, is bewaard.');
      await waitFor(async () => (await visit()).statusCode === 200);
    } finally {
      await stop();
    }
  },
);

test.runIf(isPostgres)('jobs go on after all connections ended', async () => {
  const { app, stop } = await startTestApp();
  try {
    const { roundId } = await seedRound(app.db);
    await runJobs(app);
    await endAllConnections(app.pg.pool);
    const succeeds = (action: () => Promise<unknown>) =>
      waitFor(() =>
        action().then(
          () => true,
          () => false,
        ),
      );
    const due = { closesAt: new Date(Date.now() - 1000), opensAt: new Date(Date.now() - 24 * 3600_000) };
    await succeeds(() => app.db.updateTable('round').set(due).where('id', '=', roundId).execute());
    await succeeds(() => app.jobs.add(app.db, 'tick', {}));
    await waitFor(async () => {
      const round = await app.db
        .selectFrom('round')
        .select('closedAt')
        .where('id', '=', roundId)
        .executeTakeFirstOrThrow();
      return round.closedAt !== null;
    });
  } finally {
    await stop();
  }
});

test('a migration that fails halfway changes nothing, and the next start does it whole', async () => {
  const { app, stop } = await startTestApp();
  try {
    const listed = async () => (await app.pg.pool.query('SELECT name FROM migration ORDER BY name')).rows;
    const before = await listed();
    // Everything is undone by hand, with something in the way: it fails when much of the work is done.
    await app.pg.pool.query('DROP SCHEMA public CASCADE');
    await app.pg.pool.query('CREATE SCHEMA public');
    await app.pg.pool.query('CREATE TABLE local_recommendation ()');
    await expect(migrate(app.db)).rejects.toThrow('already exists');
    const tables = await app.pg.pool.query(
      "SELECT to_regclass('round') AS first, to_regclass('agreement') AS made",
    );
    expect(tables.rows).toEqual([{ first: null, made: null }]);
    await app.pg.pool.query('DROP TABLE local_recommendation');
    await migrate(app.db);
    expect(await listed()).toEqual(before);
  } finally {
    await stop();
  }
});
