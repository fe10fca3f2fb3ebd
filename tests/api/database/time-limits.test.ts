/** Safety: a lock that somebody forgets takes nothing down: who meets it reads a sentence, all others go on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serveEmbedded } from '../../../server/database/embedded-socket.ts';
import { waitFor } from '../../support/run-jobs.ts';
import { seedRound } from '../../support/seed.ts';
import { listen, startTestApp, type TestApp } from '../../support/test-app.ts';

describe.runIf(inject('template').engine === 'postgres')('a lock', () => {
  let server: TestApp;
  let locked: Awaited<ReturnType<typeof seedRound>>;
  let other: Awaited<ReturnType<typeof seedRound>>;
  beforeAll(async () => {
    // What meets a limit is logged, with its stack: here that is not news.
    server = await startTestApp({ LOG_LEVEL: 'silent' });
    locked = await seedRound(server.app.db);
    other = await seedRound(server.app.db);
    cookie = [locked, other]
      .flatMap(({ people }) => Object.values(people))
      .map(({ invitationId }) => `holder-${invitationId}=${invitationId.padStart(22, 'k')}`)
      .join('; ');
  });
  afterAll(() => server.stop());

  /** What the browser of everybody here has: a link is filled in by so many, and no more. */
  let cookie = '';
  const save = (path: string, comment: string) =>
    server.app.inject({
      method: 'POST',
      url: `${path}/sharing`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
      payload: new URLSearchParams({ view: `${comment}.1`, comment, go: 'next' }).toString(),
    });
  const open = (path: string) => server.app.inject({ url: `${path}/sharing` });

  /** While another connection holds a lock that this statement takes. */
  async function whileLocked(statement: string, work: () => Promise<void>) {
    const holder = new pg.Client({ connectionString: server.app.pg.pool.options.connectionString });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query(statement);
    try {
      await work();
    } finally {
      await holder.query('ROLLBACK');
      await holder.end();
    }
  }

  const anna = () => locked.people.anna!.path;
  const countPages = async () =>
    (await server.app.db.selectFrom('answerPage').select('page').execute()).length;

  test('on a round: forty savers are told to come back, and everybody else goes on meanwhile', async () => {
    await whileLocked(`SELECT FROM round WHERE id = ${locked.roundId} FOR UPDATE`, async () => {
      const savers = Array.from({ length: 40 }, (_, index) => save(anna(), `wacht ${index}`));
      const pages = await Promise.all([
        ...Array.from({ length: 20 }, () => open(other.people.anna!.path)),
        open(anna()),
        server.app.inject({ url: '/health/ready' }),
        server.app.inject({ url: '/desk' }),
      ]);
      expect(pages.map(({ statusCode }) => statusCode)).not.toContain(503);
      for (const refused of await Promise.all(savers)) {
        expect(refused.statusCode).toBe(503);
        expect(refused.headers['retry-after']).toBe('60');
        expect(refused.body).toContain('Wat u eerder hebt opgeslagen, is bewaard.');
      }
      expect(await countPages()).toBe(0);
      expect((await save(other.people.bram!.path, 'gaat door')).statusCode).toBe(303);
    });
    expect((await save(anna(), 'nu wel')).statusCode).toBe(303);
    expect(await countPages()).toBe(2);
  });

  test('gives back the turns of those who go away while they wait for it', async () => {
    const address = await listen(server.app);
    const leaving = new AbortController();
    await whileLocked(`SELECT FROM round WHERE id = ${locked.roundId} FOR UPDATE`, async () => {
      const savers = Array.from({ length: 12 }, (_, index) =>
        fetch(`${address}${anna()}/sharing`, {
          method: 'POST',
          headers: { cookie },
          body: new URLSearchParams({ view: `weg${index}.1`, comment: `weg ${index}`, go: 'next' }),
          signal: leaving.signal,
        }).catch(() => undefined),
      );
      await waitFor(async () => {
        const waiting = sql`SELECT FROM pg_stat_activity
          WHERE wait_event_type = 'Lock' AND datname = current_database()`;
        return (await waiting.execute(server.app.db)).rows.length >= 7;
      });
      leaving.abort();
      await Promise.all(savers);
    });
    for (let count = 0; count < 8; count += 1) {
      expect((await save(other.people.carla!.path, `daarna ${count}`)).statusCode).not.toBe(503);
    }
  });

  test('on a whole table: every page that needs it says so, and comes when the lock is gone', async () => {
    await whileLocked('LOCK TABLE round IN ACCESS EXCLUSIVE MODE', async () => {
      const visits = await Promise.all(Array.from({ length: 30 }, () => open(anna())));
      for (const { statusCode, headers } of visits)
        expect([statusCode, headers['retry-after']]).toEqual([503, '60']);
      expect((await server.app.inject({ url: '/health/ready' })).statusCode).toBe(200);
    });
    expect((await open(anna())).statusCode).toBe(200);
  });

  test('that is met in the middle of a change leaves nothing of it', async () => {
    const { db } = server.app;
    const name = 'Half gedaan';
    await whileLocked(`SELECT FROM round WHERE id = ${locked.roundId} FOR UPDATE`, async () => {
      const change = db.transaction().execute(async (transaction) => {
        await transaction.updateTable('network').set({ name }).where('id', '=', other.networkId).execute();
        await transaction.updateTable('round').set({ name }).where('id', '=', locked.roundId).execute();
      });
      await expect(change).rejects.toMatchObject({ code: '55P03' });
    });
    expect(await db.selectFrom('network').select('id').where('name', '=', name).execute()).toEqual([]);
  });

  test('is waited for longer by a job than by a request, and neither waits for ever', async () => {
    const read = async (db: Kysely<never>) => {
      const names = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];
      const { rows } = await sql<{ milliseconds: number }>`
        SELECT setting::int AS milliseconds FROM pg_settings
        WHERE name = ANY(${names}) ORDER BY name`.execute(db);
      return rows.map(({ milliseconds }) => milliseconds);
    };
    const web = await read(server.app.db as never);
    const job = await read(server.app.jobDb as never);
    expect(web).toHaveLength(3);
    for (const [index, limit] of web.entries()) {
      expect(limit).toBeGreaterThan(0);
      expect(job[index]).toBeGreaterThan(limit);
    }
  });
});

describe.runIf(inject('template').engine === 'pglite')('the embedded database', () => {
  test('ends a transaction that is left alone, with nothing of it stored, and serves the next', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-idle-'));
    const database = await PGlite.create();
    const socket = await serveEmbedded(database, join(folder, '.s.PGSQL.5432'), 1_000);
    const connect = async () => {
      const client = new pg.Client({ host: folder, user: 'postgres', database: 'postgres' });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    };
    const first = await connect();
    await first.query('CREATE TABLE kept (number int)');
    await first.query('BEGIN');
    await first.query('INSERT INTO kept VALUES (1)');
    // Who waits behind it is cut off too, and comes again.
    await waitFor(async () => {
      const next = await connect().catch(() => undefined);
      const found = await next?.query('SELECT number FROM kept').catch(() => undefined);
      await next?.end().catch(() => undefined);
      return found?.rows.length === 0;
    });
    await socket.stop();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
});
