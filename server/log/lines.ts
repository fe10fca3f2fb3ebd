/**
 * The log of every change and every download, and of attempts that were refused: who did what, when, from where and
 * with which outcome. Never what somebody answered. Lines are written through `act.ts` and read in `read-lines.ts`.
 */
import { sql } from 'kysely';
import type { Database, Schema } from '../database/schema.ts';
import type { Action } from '../text/page-texts.ts';

/** What was done and where. A round gives its network, and a network its municipality. */
export interface NewLine {
  action: Action;
  municipalityId?: string | undefined;
  networkId?: string | undefined;
  roundId?: string | undefined;
  /** The id of what was made or changed. */
  thingId?: string | undefined;
  /** A few words: a name or a number. Never an answer or a link. */
  note?: string | undefined;
  /** Why it was refused; without, it was done. */
  refusal?: LoggedRefusal | undefined;
}
/** What of the refusals the log tells; each has words in the texts of the desk. */
export type LoggedRefusal = 'wrongSignIn' | 'wrongSecondStep' | 'keyNeeded' | 'noRight' | 'notFound' | 'csrf';
export type ActorKind = Schema['audit']['actor'];

/** Who did it. */
export type Actor =
  | { kind: 'account'; accountId: string }
  /** Nobody signed in; whose account it is about, when it is about one. */
  | { kind: 'visitor'; accountId?: string | undefined }
  | { kind: 'key' | 'shell' | 'job' };

/** Writes one line, with the address from which it was done. Its place in the chain comes when the transaction ends. */
export async function addLine(db: Database, actor: Actor, line: NewLine, from?: string): Promise<void> {
  const { action, roundId = null, thingId = null, note = '', refusal = null } = line;
  const networkId = sql<string | null>`coalesce(
    ${line.networkId ?? null}::bigint, (SELECT network_id FROM round WHERE id = ${roundId}::bigint)
  )`;
  const municipalityId = sql<string | null>`coalesce(
    ${line.municipalityId ?? null}::bigint, (SELECT municipality_id FROM network WHERE id = ${networkId})
  )`;
  await db
    .insertInto('audit')
    .values({
      actor: actor.kind,
      accountId: ('accountId' in actor && actor.accountId) || null,
      action,
      municipalityId,
      networkId,
      roundId,
      thingId,
      note,
      origin: from ?? null,
      refusal,
    })
    .execute();
}

/**
 * Removes the lines that are older than the log is kept, 24 months, and gives their number. The server may be a user
 * that can't remove lines: this function of the database can, and only these.
 */
export async function removeOldLines(db: Database): Promise<number> {
  const { rows } = await sql<{ lines: number }>`SELECT remove_old_lines() AS lines`.execute(db);
  return rows[0]!.lines;
}

/** The position of the last line that was removed. */
export async function findLogStart(db: Database): Promise<string> {
  const anchor = await db
    .selectFrom('logChain')
    .select('position')
    .where('name', '=', 'anchor')
    .executeTakeFirstOrThrow();
  return anchor.position;
}

/** Removes addresses of more than six months old, and gives their number. The lines stay. */
export async function removeOldOrigins(db: Database): Promise<number> {
  const { rows } = await sql<{ lines: number }>`SELECT remove_old_origins() AS lines`.execute(db);
  return rows[0]!.lines;
}

/**
 * Takes the name and the address of a person out of the notes. What was done stays, with the id of that person. `row`:
 * a row that became this person when partners were merged, or its own.
 */
export async function eraseNameFromLog(db: Database, row: string, personId: string): Promise<void> {
  await sql`SELECT erase_name_from_log(${row}, ${personId})`.execute(db);
}
