/**
 * The real program on a machine whose clock is set forward and back: the embedded database and the server jump
 * together. What such a jump leaves in the tables is held by `clock.test.ts`, without this clock.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { findRunningDatabase } from '../../../server/database/embedded.ts';
import { borrowPool, type Database } from '../../../server/database/schema.ts';
import { type FalseClock, hasFalseClock, makeFalseClock } from '../../support/false-clock.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { spawnProgram } from '../../support/real-program.ts';
import { waitFor } from '../../support/run-jobs.ts';
import { seedRound } from '../../support/seed.ts';

const isEmbedded = inject('template').engine === 'pglite';
if (isEmbedded && !hasFalseClock())
  console.log('No clock that can be set (Debian: faketime): the test in which it jumps is left out.');

async function closeByClock(db: Database): Promise<void> {
  const { roundId } = await seedRound(db);
  await sql`UPDATE round SET opens_at = now() - interval '2 days', closes_at = now() - interval '1 second'
    WHERE id = ${roundId}`.execute(db);
  await waitFor(async () => {
    const { rows } = await sql<{ name: string }>`
      SELECT FROM round WHERE id = ${roundId} AND closed_at IS NOT NULL AND closed_at <= now()
        AND EXISTS (SELECT FROM pgboss.job WHERE name = 'print-factsheet' AND state = 'completed'
          AND data->>'roundId' = ${roundId})`.execute(db);
    return rows.length > 0;
  });
}

/** Ahead until the clock of the jobs has ticked there, and back. */
async function jump(db: Database, clock: FalseClock, seconds: number): Promise<void> {
  await clock.setAhead(seconds);
  const ahead = new Date(Date.now() + seconds * 500);
  await waitFor(async () => {
    const { rows } = await sql`
      SELECT FROM pgboss.job WHERE name = 'tick' AND state = 'completed' AND started_on > ${ahead}`.execute(
      db,
    );
    return rows.length > 0;
  });
  await clock.setAhead(0);
}

test.runIf(isEmbedded && hasFalseClock())(
  'after two hours ahead and sixty days ahead, and back, rounds close and factsheets are printed',
  { tags: ['long'], timeout: 600_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-clock-'));
    const dataDir = join(folder, 'data');
    const clock = await makeFalseClock(folder);
    const port = String(await findFreePort());
    const program = spawnProgram({ DATA_DIR: dataDir, PORT: port, ...clock.env });
    try {
      await program.whenReady();
      const pool = new pg.Pool((await findRunningDatabase(dataDir))!);
      const db = borrowPool(pool);
      try {
        await closeByClock(db);
        for (const seconds of [2 * 3600, 60 * 24 * 3600]) {
          await jump(db, clock, seconds);
          await closeByClock(db);
        }
      } finally {
        await pool.end();
      }
      program.child.kill('SIGTERM');
      expect(await program.ended).toEqual([0, null]);
    } finally {
      await program.kill();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
