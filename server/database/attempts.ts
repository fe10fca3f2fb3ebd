/**
 * How often something may be tried, counted in the database: the same on all processes, and not to be pushed out by a
 * flood of others. An attempt is counted before what it asks for is looked at, in one statement, so that of many at the
 * same moment no more than the limit get through. When the database is away counting fails, and so the attempt.
 */
import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '../text/refusal.ts';
import type { Database } from './schema.ts';

/** At most `max` attempts of one subject within `seconds`, from the first of them on. */
export interface Limit {
  /** Limits of another kind count apart. */
  kind: string;
  max: number;
  seconds: number;
}

/** Where attempts are counted, and the key with which subjects are hashed: no address can be read back. */
export interface Counter {
  db: Database;
  linkKey: string;
}

/** An attempt that was counted. */
export interface Attempt {
  /** Takes it back: it was right, and only mistakes count. */
  forgive(): Promise<void>;
}

/** The longest time of a limit. What ends later than that was stored while the clock stood wrong. */
const maxSeconds = 24 * 3600;

/** Counts an attempt of a subject; refuses it when there were `max` already. */
export async function countAttempt(counter: Counter, limit: Limit, subject: string): Promise<Attempt> {
  const hash = hashSubject(counter, limit, subject);
  const [counted] = await countAll(counter.db, limit, [hash]);
  if (!counted) throw refuseTooMany(await findSecondsLeft(counter.db, limit, hash));
  return {
    async forgive() {
      await counter.db
        .updateTable('attemptCount')
        .set({ count: sql<number>`count - 1` })
        .where('kind', '=', limit.kind)
        .where('subject', '=', hash)
        // Of a later time it is no longer.
        .where(sql<string>`ends_at::text`, '=', counted.endsAt)
        .where('count', '>', 0)
        .execute();
    },
  };
}

/** Counts an attempt of each subject at once; gives those that were within the limit. */
export async function countAttempts(
  counter: Counter,
  limit: Limit,
  subjects: readonly string[],
): Promise<Set<string>> {
  const hashes = new Map(
    [...new Set(subjects)].map((subject) => [hashSubject(counter, limit, subject), subject]),
  );
  const counted = await countAll(counter.db, limit, [...hashes.keys()]);
  const isCounted = new Set(counted.map(({ subject }) => subject));
  return new Set(
    [...hashes].flatMap(([hash, subject]) => (isCounted.has(hash.toString('hex')) ? [subject] : [])),
  );
}

/** Forgets what no longer counts; the tick keeps the table small. */
export async function forgetAttempts(db: Database): Promise<void> {
  // Rows that somebody counts in at this moment wait for the next minute.
  await sql`
    DELETE FROM attempt_count WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM attempt_count
      WHERE ends_at < now() OR ends_at > now() + make_interval(secs => ${maxSeconds + 3600})
      FOR UPDATE SKIP LOCKED
    ))`.execute(db);
}

function hashSubject({ linkKey }: Counter, { kind }: Limit, subject: string): Buffer {
  return createHmac('sha256', linkKey).update(`attempts of ${kind} by ${subject}`).digest().subarray(0, 16);
}

/** In one statement, in the order of the hashes, so that two that count the same people do not wait for each other. */
async function countAll(db: Database, { kind, max, seconds }: Limit, hashes: readonly Buffer[]) {
  const end = sql`clock_timestamp() + make_interval(secs => ${seconds})`;
  const isRunning = sql`(stored.ends_at > clock_timestamp() AND stored.ends_at <= ${end})`;
  const list = JSON.stringify(hashes.map((hash) => hash.toString('hex')).sort());
  const { rows } = await sql<{ subject: string; endsAt: string }>`
    INSERT INTO attempt_count AS stored (kind, subject, count, ends_at)
    SELECT ${kind}, decode(hash, 'hex'), 1, ${end} FROM jsonb_array_elements_text(${list}::jsonb) AS hash
    ON CONFLICT (kind, subject) DO UPDATE SET
      count = CASE WHEN ${isRunning} THEN stored.count + 1 ELSE 1 END,
      ends_at = CASE WHEN ${isRunning} THEN stored.ends_at ELSE excluded.ends_at END
    WHERE NOT ${isRunning} OR stored.count < ${max}
    RETURNING encode(subject, 'hex') AS subject, ends_at::text AS "endsAt"`.execute(db);
  return rows;
}

async function findSecondsLeft(db: Database, { kind }: Limit, subject: Buffer): Promise<number> {
  const row = await db
    .selectFrom('attemptCount')
    .select(sql<number>`ceil(extract(epoch FROM ends_at - clock_timestamp()))::integer`.as('left'))
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return Math.max(1, row?.left ?? 1);
}

function refuseTooMany(seconds: number): Refusal {
  return new Refusal(429, 'tooManyRequests', { seconds });
}
