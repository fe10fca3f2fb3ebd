/** The jobs in the queue, with where they belong: what waits, what is being done, what went wrong. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { type JobName, jobNames } from './job-queue.ts';

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
 * Jobs, latest first; `more`: there are older ones. Of the clock only the last of each kind and what failed (a mailbox that is down
 * fails every five minutes: that is said once), and of the mails only those that give trouble: the outbox counts the others.
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
      AND (job.name NOT IN ('tick', 'clean-up', 'back-up', 'read-returns')
        OR (job.state = 'failed' AND job.name <> 'read-returns') OR NOT EXISTS (
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

/** The last job of this kind about this thing; undefined when there was none in the last days. */
export async function findLastJob(
  db: Database,
  name: JobName,
  about: { roundId: string } | { bundle: string },
): Promise<Job | undefined> {
  const isAbout = sql`job.name = ${name} AND job.data @> ${JSON.stringify(about)}::jsonb`;
  return (await selectJobs(db, {}, isAbout, sql`LIMIT 1`))[0];
}

/** Is a job of this kind about this thing being done, or is it its turn? Then asking for it again changes nothing. */
export async function isUnderway(
  db: Database,
  name: JobName,
  about: { mailId: string } | { roundId: string } | { bundle: string },
): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM pgboss.job
    WHERE name = ${name} AND data @> ${JSON.stringify(about)}::jsonb
      AND (state = 'active' OR (
        state IN ('created', 'retry') AND start_after <= clock_timestamp() + interval '1 second'
      ))
    LIMIT 1`.execute(db);
  return rows.length > 0;
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
