/**
 * The jobs that the clock adds. Nothing holds when the next one comes: each time it is asked whether one was added since
 * the last moment at which it had to be. So a server that was off, and a clock that was wrong, miss nothing.
 */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { undoJump } from './undo-jump.ts';

/** The last moment that is not after `now`, as SQL. */
const lastMoments = {
  /** Every minute. */
  tick: (now: ReturnType<typeof sql>) => sql<Date>`date_trunc('minute', ${now})`,
  /** Every night at 3:20 in the Netherlands: an hour of that name is there once, also when the clock goes back. */
  'clean-up': (now: ReturnType<typeof sql>) => findLastNight(now, '3:20'),
  /** Every night at 3:50, when what had to go is gone. */
  'back-up': (now: ReturnType<typeof sql>) => findLastNight(now, '3:50'),
  /** Every five minutes. */
  'read-returns': (now: ReturnType<typeof sql>) => sql<Date>`date_bin('5 minutes', ${now}, 'epoch')`,
};

function findLastNight(now: ReturnType<typeof sql>, time: string) {
  return sql<Date>`(
    date_trunc('day', (${now} AT TIME ZONE 'Europe/Amsterdam') - ${time}::interval) + ${time}::interval
  ) AT TIME ZONE 'Europe/Amsterdam'`;
}
type ClockJob = keyof typeof lastMoments;

/** When a job of this kind was due for the last time, seen from a moment. */
export async function findLastMoment(db: Database, name: ClockJob, at: Date): Promise<Date> {
  const moment = lastMoments[name](sql`${at}::timestamptz`);
  const { rows } = await sql<{ moment: Date }>`SELECT ${moment} AS moment`.execute(db);
  return rows[0]!.moment;
}

/** Adds what is due and not there yet, and first mends what a clock that jumped left. One process at a time does it. */
export async function addDueJobs(
  db: Database,
  names: readonly string[],
  add: (transaction: Database, name: ClockJob) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ isMine: boolean }>`
      SELECT pg_try_advisory_xact_lock(hashtext('ketenspiegel.clock')) AS "isMine"`.execute(transaction);
    if (!rows[0]!.isMine) return;
    await undoJump(transaction);
    for (const name of (Object.keys(lastMoments) as ClockJob[]).filter((one) => names.includes(one))) {
      if (!(await wasAdded(transaction, name))) await add(transaction, name);
    }
  });
}

async function wasAdded(db: Database, name: ClockJob): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM pgboss.job WHERE name = ${name} AND created_on >= ${lastMoments[name](sql`now()`)}
    LIMIT 1`.execute(db);
  return rows.length > 0;
}
