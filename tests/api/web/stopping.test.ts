/** Safety: on SIGTERM under load readiness turns red and what is in flight finishes: nothing acknowledged is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { borrowPool } from '../../../server/database/schema.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { spawnProgram } from '../../support/real-program.ts';
import { seedRound } from '../../support/seed.ts';
import { keyOf } from '../../support/send-answers.ts';
import { createTestDatabase } from '../../support/test-database.ts';

test.runIf(inject('template').engine === 'postgres')(
  'SIGTERM while people save: what is in flight finishes, what was acknowledged is stored, and the process ends',
  async () => {
    const database = await createTestDatabase();
    const pool = new pg.Pool({ ...database.connection, max: 2 });
    const db = borrowPool(pool);
    const { people } = await seedRound(db);
    const paths = Object.values(people).map(({ path }) => path);
    const port = await findFreePort();
    const address = `http://127.0.0.1:${port}`;
    const program = spawnProgram({
      DATABASE_URL: database.connection.connectionString,
      SESSION_KEY: 'a key for tests, long enough to be one',
      PORT: String(port),
      STOP_DELAY: '1',
      PROCESS: 'web',
    });
    try {
      await program.whenReady();

      const acknowledged = new Map<string, number>();
      const save = async (path: string, count: number) => {
        const body = new URLSearchParams({ view: `load.${count}`, comment: `bericht ${count}`, go: 'next' });
        const { invitationId } = Object.values(people).find((person) => person.path === path)!;
        const headers = { cookie: `holder-${invitationId}=${keyOf(invitationId)}` };
        const answer = await fetch(`${address}${path}/sharing`, {
          method: 'POST',
          headers,
          body,
          redirect: 'manual',
        });
        if (answer.status === 303) acknowledged.set(path, count);
        await answer.arrayBuffer();
        return answer.status;
      };
      let stopped = false;
      const saveAgainAndAgain = async (path: string) => {
        // From the moment that nobody listens, or a connection closes under a request, there is no answer to count.
        for (let count = 1; !stopped; count += 1) await save(path, count).catch(() => undefined);
      };
      const [slow, ...others] = paths as [string, ...string[]];
      const savers = others.map(saveAgainAndAgain);
      while (acknowledged.size < others.length) await sleep(20);

      // One save that waits for a lock while the process stops.
      const holder = await pool.connect();
      await holder.query('BEGIN');
      await holder.query('SELECT id FROM round FOR UPDATE');
      const inFlight = save(slow, 1);
      while ((await holder.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount === 0) await sleep(20);

      program.child.kill('SIGTERM');
      let ready = 200;
      while (ready === 200) ready = (await fetch(`${address}/health/ready`)).status;
      expect(ready).toBe(503);
      await sleep(1500);
      await holder.query('COMMIT');
      holder.release();
      expect(await inFlight).toBe(303);
      expect(await program.ended).toEqual([0, null]);
      stopped = true;
      await Promise.all(savers);

      for (const [index, person] of Object.values(people).entries()) {
        const { content } = await db
          .selectFrom('answerPage')
          .select('content')
          .where('invitationId', '=', person.invitationId)
          .executeTakeFirstOrThrow();
        const { comment } = content as { comment: string };
        // What was stored without reaching the sender may be one further.
        expect(Number(comment.slice('bericht '.length))).toBeGreaterThanOrEqual(
          acknowledged.get(paths[index]!)!,
        );
      }
    } finally {
      await program.kill();
      await pool.end();
      await database.stop();
    }
  },
);
