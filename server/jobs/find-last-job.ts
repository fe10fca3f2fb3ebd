/** How the last job of a kind about a round went, for the page that shows it. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { JobName } from './job-queue.ts';

export type JobState = 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';

export interface LastJob {
  state: JobState;
  /** A key of `outbox.failures`; null when nothing went wrong. */
  failure: string | null;
}

/** Why a job did not succeed, in a query on `job`. */
export const jobFailure = sql<string | null>`
  CASE WHEN job.state IN ('failed', 'retry') THEN coalesce(job.output->>'code', 'stopped') END`;

/** Undefined when there was none in the last days. */
export async function findLastJob(
  db: Database,
  name: JobName,
  roundId: string,
): Promise<LastJob | undefined> {
  const { rows } = await sql<LastJob>`
    SELECT job.state, ${jobFailure} AS failure
    FROM pgboss.job
    WHERE job.name = ${name} AND job.data->>'roundId' = ${roundId}
    ORDER BY job.created_on DESC, job.id
    LIMIT 1`.execute(db);
  return rows[0];
}
