/**
 * Which mirrors of a round were printed: a row for each finished PDF. So a job that was stopped goes on where it was,
 * and a download prints nothing.
 */
import { setImmediate as giveWay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Round } from '../../rounds/rounds.ts';
import { type DocumentKey, isCurrent, type Print } from '../printed-documents.ts';
import type { Mirror, Mirrors } from './mirrors.ts';

/** A PDF that is ready. */
export interface PrintedMirror extends Mirror {
  pageHash: Buffer;
}

/**
 * Those of the list that are ready, those that are still to be printed, and what is stored and not wanted any more.
 */
interface Sorted {
  ready: PrintedMirror[];
  missing: Mirror[];
  stale: (DocumentKey & Print)[];
}

/** Where the print of a mirror is kept. */
export function mirrorKey(
  { roundId, language }: Pick<Mirrors, 'roundId' | 'language'>,
  { kind, partnerId }: Pick<Mirror, 'kind' | 'partnerId'>,
): DocumentKey {
  return { roundId, kind, partnerId, language };
}

/** Compares what is stored with what each page says today; only the day on it may be another. Changes nothing. */
export async function sortMirrors(
  db: Database,
  { roundId, language, list, render }: Mirrors,
): Promise<Sorted> {
  const stored = await db
    .selectFrom('printedDocument')
    .select(['roundId', 'kind', 'partnerId', 'language', 'pageHash', 'printedAt'])
    .where('roundId', '=', roundId)
    .where('kind', 'in', ['mirror', 'coordinator-copy'])
    .where('language', '=', language)
    .execute();
  const rows = new Map(stored.map((row) => [`${row.partnerId} ${row.kind}`, row]));
  const sorted: Sorted = { ready: [], missing: [], stale: [] };
  for (const mirror of list) {
    const key = `${mirror.partnerId} ${mirror.kind}`;
    const row = rows.get(key);
    if (row && isCurrent(row, (printedAt) => render(mirror, printedAt))) {
      sorted.ready.push({ ...mirror, pageHash: row.pageHash });
      rows.delete(key);
    } else {
      sorted.missing.push(mirror);
    }
    // Of hundreds of partners this takes a while, and others want an answer meanwhile.
    if (row) await giveWay();
  }
  sorted.stale.push(...rows.values());
  return sorted;
}

export interface MirrorProgress {
  /** Partners that answered. */
  total: number;
  /** Of these: whose mirror was printed. Whether it still says what it would say today, the job looks at. */
  printed: number;
}

/** How far the printing is, of each of these rounds. */
export async function countMirrors(
  db: Database,
  rounds: readonly Pick<Round, 'id'>[],
): Promise<Map<string, MirrorProgress>> {
  const { rows } = await sql<MirrorProgress & { id: string }>`
    SELECT round.id, count(*)::integer AS total, count(printed.round_id)::integer AS printed
    FROM round
      JOIN round_partner ON round_partner.round_id = round.id
      LEFT JOIN printed_document AS printed ON printed.round_id = round.id
        AND printed.partner_id = round_partner.partner_id
        AND printed.kind = 'mirror' AND printed.language = round.language
    WHERE round.id = ANY(${rounds.map(({ id }) => id)}::bigint[])
      AND EXISTS (SELECT FROM invitation WHERE invitation.round_id = round.id
        AND invitation.partner_id = round_partner.partner_id AND invitation.submitted_at IS NOT NULL)
    GROUP BY round.id`.execute(db);
  return new Map(rows.map(({ id, ...progress }) => [id, progress]));
}
