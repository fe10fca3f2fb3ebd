/**
 * Mirrors that were printed: one row for each finished PDF, kept only while it says what would be printed today. So
 * a job that was stopped goes on where it was, and a download prints nothing.
 */
import { setImmediate as giveWay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import type { Round } from '../../rounds/rounds.ts';
import { hashPage } from '../printed-factsheets.ts';
import type { Mirror, Mirrors } from './mirrors.ts';

/** A PDF that is ready. */
export interface PrintedMirror extends Mirror {
  pageHash: Buffer;
}

/** Those of the list that are ready, those that are still to be printed, and what is stored and not wanted any more. */
interface Sorted {
  ready: PrintedMirror[];
  missing: Mirror[];
  stale: Stored[];
}

interface Stored {
  partner_id: string;
  copy: Mirror['copy'];
  page_hash: Buffer;
  printed_at: Date;
}

/** Compares what is stored with what each page says today; only the day on it may be another. Changes nothing. */
export async function sortMirrors(
  db: Database,
  { roundId, language, list, render }: Mirrors,
): Promise<Sorted> {
  const stored = await db
    .selectFrom('printed_mirror')
    .select(['partner_id', 'copy', 'page_hash', 'printed_at'])
    .where('round_id', '=', roundId)
    .where('language', '=', language)
    .execute();
  const rows = new Map(stored.map((row) => [`${row.partner_id} ${row.copy}`, row]));
  const sorted: Sorted = { ready: [], missing: [], stale: [] };
  for (const mirror of list) {
    const key = `${mirror.partnerId} ${mirror.copy}`;
    const row = rows.get(key);
    const isReady = row !== undefined && hashPage(render(mirror, row.printed_at)).equals(row.page_hash);
    if (isReady) {
      sorted.ready.push({ ...mirror, pageHash: row.page_hash });
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

/** Throws away what would be printed otherwise today, or not at all. */
export async function dropStale(db: Database, roundId: string, stale: readonly Stored[]): Promise<void> {
  for (const { partner_id, copy, page_hash } of stale) {
    await db
      .deleteFrom('printed_mirror')
      .where('round_id', '=', roundId)
      .where('partner_id', '=', partner_id)
      .where('copy', '=', copy)
      .where('page_hash', '=', page_hash)
      .execute();
  }
}

/** Keeps the PDF of this page. */
export async function storePrintedMirror(
  db: Database,
  { roundId, language }: Pick<Mirrors, 'roundId' | 'language'>,
  { partnerId, copy }: Mirror,
  { page, pdf, printedAt }: { page: string; pdf: Uint8Array; printedAt: Date },
): Promise<void> {
  const stored = { pdf: Buffer.from(pdf), page_hash: hashPage(page), printed_at: printedAt };
  await db
    .insertInto('printed_mirror')
    .values({ round_id: roundId, partner_id: partnerId, copy, language, ...stored })
    .onConflict((conflict) =>
      conflict.columns(['round_id', 'partner_id', 'copy', 'language']).doUpdateSet(stored),
    )
    .execute();
}

/** One PDF; undefined when it went or was printed anew since it was found ready. */
export async function findPrintedMirror(
  db: Database,
  { roundId, language }: Pick<Mirrors, 'roundId' | 'language'>,
  { partnerId, copy, pageHash }: PrintedMirror,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('printed_mirror')
    .select('pdf')
    .where('round_id', '=', roundId)
    .where('partner_id', '=', partnerId)
    .where('copy', '=', copy)
    .where('language', '=', language)
    .where('page_hash', '=', pageHash)
    .executeTakeFirst();
  return row?.pdf;
}

/** The own mirror of the partner with this code, when it was printed and still says what it would say today. */
export async function findOwnMirror(
  db: Database,
  wanted: { roundId: string; partner: string; language: Language; render: (printedAt: Date) => string },
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('printed_mirror')
    .innerJoin('round_partner', (join) =>
      join
        .onRef('round_partner.round_id', '=', 'printed_mirror.round_id')
        .onRef('round_partner.partner_id', '=', 'printed_mirror.partner_id'),
    )
    .select(['page_hash', 'printed_at', 'pdf'])
    .where('printed_mirror.round_id', '=', wanted.roundId)
    .where('round_partner.code', '=', wanted.partner)
    .where('copy', '=', 'own')
    .where('language', '=', wanted.language)
    .executeTakeFirst();
  return row && hashPage(wanted.render(row.printed_at)).equals(row.page_hash) ? row.pdf : undefined;
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
    SELECT round.id, count(*)::integer AS total, count(printed_mirror.round_id)::integer AS printed
    FROM round
      JOIN round_partner ON round_partner.round_id = round.id
      LEFT JOIN printed_mirror ON printed_mirror.round_id = round.id
        AND printed_mirror.partner_id = round_partner.partner_id
        AND printed_mirror.copy = 'own' AND printed_mirror.language = round.language
    WHERE round.id = ANY(${rounds.map(({ id }) => id)}::bigint[])
      AND EXISTS (SELECT FROM invitation WHERE invitation.round_id = round.id
        AND invitation.partner_id = round_partner.partner_id AND invitation.sent_at IS NOT NULL)
    GROUP BY round.id`.execute(db);
  return new Map(rows.map(({ id, ...progress }) => [id, progress]));
}
