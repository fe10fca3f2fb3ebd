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
  partnerId: string;
  copy: Mirror['copy'];
  pageHash: Buffer;
  printedAt: Date;
}

/** Compares what is stored with what each page says today; only the day on it may be another. Changes nothing. */
export async function sortMirrors(
  db: Database,
  { roundId, language, list, render }: Mirrors,
): Promise<Sorted> {
  const stored = await db
    .selectFrom('printedMirror')
    .select(['partnerId', 'copy', 'pageHash', 'printedAt'])
    .where('roundId', '=', roundId)
    .where('language', '=', language)
    .execute();
  const rows = new Map(stored.map((row) => [`${row.partnerId} ${row.copy}`, row]));
  const sorted: Sorted = { ready: [], missing: [], stale: [] };
  for (const mirror of list) {
    const key = `${mirror.partnerId} ${mirror.copy}`;
    const row = rows.get(key);
    const isReady = row !== undefined && hashPage(render(mirror, row.printedAt)).equals(row.pageHash);
    if (isReady) {
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

/** Throws away what would be printed otherwise today, or not at all. */
export async function dropStale(db: Database, roundId: string, stale: readonly Stored[]): Promise<void> {
  for (const { partnerId, copy, pageHash } of stale) {
    await db
      .deleteFrom('printedMirror')
      .where('roundId', '=', roundId)
      .where('partnerId', '=', partnerId)
      .where('copy', '=', copy)
      .where('pageHash', '=', pageHash)
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
  const stored = { pdf: Buffer.from(pdf), pageHash: hashPage(page), printedAt };
  await db
    .insertInto('printedMirror')
    .values({ roundId, partnerId, copy, language, ...stored })
    .onConflict((conflict) =>
      conflict.columns(['roundId', 'partnerId', 'copy', 'language']).doUpdateSet(stored),
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
    .selectFrom('printedMirror')
    .select('pdf')
    .where('roundId', '=', roundId)
    .where('partnerId', '=', partnerId)
    .where('copy', '=', copy)
    .where('language', '=', language)
    .where('pageHash', '=', pageHash)
    .executeTakeFirst();
  return row?.pdf;
}

/** The own mirror of the partner with this code, when it was printed and still says what it would say today. */
export async function findOwnMirror(
  db: Database,
  wanted: { roundId: string; partner: string; language: Language; render: (printedAt: Date) => string },
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('printedMirror')
    .innerJoin('roundPartner', (join) =>
      join
        .onRef('roundPartner.roundId', '=', 'printedMirror.roundId')
        .onRef('roundPartner.partnerId', '=', 'printedMirror.partnerId'),
    )
    .select(['pageHash', 'printedAt', 'pdf'])
    .where('printedMirror.roundId', '=', wanted.roundId)
    .where('roundPartner.code', '=', wanted.partner)
    .where('copy', '=', 'own')
    .where('language', '=', wanted.language)
    .executeTakeFirst();
  return row && hashPage(wanted.render(row.printedAt)).equals(row.pageHash) ? row.pdf : undefined;
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
        AND invitation.partner_id = round_partner.partner_id AND invitation.submitted_at IS NOT NULL)
    GROUP BY round.id`.execute(db);
  return new Map(rows.map(({ id, ...progress }) => [id, progress]));
}
