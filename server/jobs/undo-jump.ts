/**
 * What a clock that was set forward and back again leaves behind: moments that have yet to come. A job would wait for
 * them, a pass of the queue would not run before them, and a job of a process that is gone would count as being done.
 */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';

/** The longest that a job of ours waits for its next attempt. */
export const maxWaitSeconds = 3600;

/** Moments written by a statement that began a little later than this one are no jump. */
const tolerance = sql`interval '1 minute'`;

/** Brings back to now every moment in the queue that no clock that is right can have written. */
export async function undoJump(db: Database): Promise<void> {
  // Only a job that failed waits on purpose.
  const mayWait = sql`CASE state WHEN 'retry' THEN make_interval(secs => ${maxWaitSeconds}) ELSE interval '0' END`;
  await sql`
    UPDATE pgboss.job SET
      start_after = CASE WHEN start_after > now() + ${mayWait} THEN now() ELSE start_after END,
      created_on = least(created_on, now()),
      started_on = least(started_on, now()),
      heartbeat_on = least(heartbeat_on, now()),
      completed_on = least(completed_on, now())
    WHERE greatest(created_on, started_on, heartbeat_on, completed_on) > now() + ${tolerance}
      OR (state < 'active' AND start_after > now() + ${mayWait} + ${tolerance})`.execute(db);
  for (const [table, columns] of Object.entries(passes)) {
    const moments = columns.map((column) => sql.ref(column));
    const back = moments.map((moment) => sql`${moment} = least(${moment}, now())`);
    await sql`
      UPDATE ${sql.table(table)} SET ${sql.join(back)}
      WHERE greatest(${sql.join(moments)}) > now() + ${tolerance}`.execute(db);
  }
  // The embedded database counts what it does, writes that down now and then, and after a jump would wait with it until
  // the clock is where it was: asking a thousand times a second whether it is.
  await sql`SELECT pg_stat_force_next_flush()`.execute(db);
}

/**
 * When pg-boss last made each of its rounds, by table. One more column, `monitor_backoff_on`, lies ahead on purpose, and
 * only puts off the counting of jobs; that too is brought back, because the next count sets it again.
 */
const passes = {
  'pgboss.version': ['cron_on', 'bam_on', 'flow_on', 'reindex_on', 'monitor_backoff_on'],
  'pgboss.queue': ['monitor_claim_on', 'monitor_on', 'maintain_on', 'delta_on', 'created_on', 'updated_on'],
};
