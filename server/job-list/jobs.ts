/** The jobs as the desk shows them: what waits, what goes on, what went wrong. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { type JobName, jobNames } from '../jobs/job-queue.ts';
import type { Acting } from '../log/act.ts';
import { findMail } from '../mail/mails.ts';
import { retryMail } from '../mail/retry-mail.ts';

export type JobState = 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';

export interface Job {
  id: string;
  name: JobName;
  state: JobState;
  /** It waits for its time. */
  later: boolean;
  startAfter: Date;
  createdAt: Date;
  completedAt: Date | null;
  networkId: string | null;
  network: string | null;
  round: string | null;
  roundId: string | null;
  mailId: string | null;
  /** How many times it was tried before. */
  tries: number;
  /** A key of `outbox.failures`; null when nothing went wrong. */
  failure: string | null;
}

interface JobFilter {
  /** Of one network; without it those of all networks and of the installation. */
  networkId?: string | undefined;
  id?: string | undefined;
}

/**
 * Jobs, latest first; `more`: there are older ones. Of the clock only the last of each kind, and of the mails only those
 * that give trouble: the outbox counts the others.
 */
export async function listJobs(
  db: Database,
  filter: JobFilter,
  { page, size }: { page: number; size: number },
): Promise<{ jobs: Job[]; more: boolean }> {
  const rows = await selectJobs(
    db,
    filter,
    sql`(job.name <> 'send-mail' OR job.state IN ('failed', 'retry'))
      AND (job.name NOT IN ('tick', 'clean-up') OR job.state = 'failed' OR NOT EXISTS (
        SELECT FROM pgboss.job later WHERE later.name = job.name AND later.created_on > job.created_on))`,
    sql`LIMIT ${size + 1} OFFSET ${(page - 1) * size}`,
  );
  return { jobs: rows.slice(0, size), more: rows.length > size };
}

/** One job; undefined when there is none with this id, or not of this network. */
export async function findJob(db: Database, filter: JobFilter & { id: string }): Promise<Job | undefined> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(filter.id);
  return isId ? (await selectJobs(db, filter, sql`true`, sql`LIMIT 1`))[0] : undefined;
}

/** The last job of this kind about a round; undefined when there was none in the last days. */
export async function findLastJob(db: Database, name: JobName, roundId: string): Promise<Job | undefined> {
  const isOfRound = sql`job.name = ${name} AND job.data->>'roundId' = ${roundId}`;
  return (await selectJobs(db, {}, isOfRound, sql`LIMIT 1`))[0];
}

/** Tries a job that failed again; one that did not fail stays as it is. */
export async function retryJob(acting: Acting, job: Job): Promise<void> {
  const { db, jobs } = acting;
  if (job.state !== 'failed' && job.state !== 'retry') return;
  const mail = job.mailId === null ? undefined : await findMail(db, job.mailId);
  if (mail) return retryMail(acting, mail.id);
  try {
    await jobs.retry(db, job.name, job.id);
  } catch (error) {
    // Another job with the same purpose waits already.
    if ((error as { code?: string }).code !== '23505') throw error;
  }
}

async function selectJobs(
  db: Database,
  { networkId, id }: JobFilter,
  condition: ReturnType<typeof sql>,
  limit: ReturnType<typeof sql>,
): Promise<Job[]> {
  const { rows } = await sql<Job>`
    SELECT job.id, job.name, job.state, job.start_after > now() AS later, job.start_after AS "startAfter",
      job.created_on AS "createdAt", job.completed_on AS "completedAt",
      network.id AS "networkId", network.name AS network, round.name AS round, round.id AS "roundId",
      job.data->>'mailId' AS "mailId",
      job.retry_count AS tries,
      CASE WHEN job.state IN ('failed', 'retry') THEN coalesce(job.output->>'code', 'stopped') END AS failure
    FROM pgboss.job
      LEFT JOIN network ON network.id = (job.data->>'networkId')::bigint
      LEFT JOIN round ON round.id = (job.data->>'roundId')::bigint
    WHERE job.name = ANY(${jobNames})
      AND (${networkId ?? null}::text IS NULL OR job.data->>'networkId' = ${networkId ?? null}::text)
      AND (${id ?? null}::uuid IS NULL OR job.id = ${id ?? null}::uuid)
      AND ${condition}
    ORDER BY job.created_on DESC, job.id
    ${limit}`.execute(db);
  return rows;
}
