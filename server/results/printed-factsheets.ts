/** Factsheets that were printed before somebody asked: given only while they say what would be printed today. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';

interface Wanted {
  roundId: string;
  language: Language;
  /** The page as HTML. */
  page: string;
}

/** The PDF of exactly this page; undefined when it is still to be printed. */
export async function findPrintedFactsheet(
  db: Database,
  { roundId, language, page }: Wanted,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('printedFactsheet')
    .select('pdf')
    .where('roundId', '=', roundId)
    .where('language', '=', language)
    .where('pageHash', '=', hashPage(page))
    .executeTakeFirst();
  return row?.pdf;
}

/** Keeps the PDF in the place of an earlier one. */
export async function storePrintedFactsheet(
  db: Database,
  { roundId, language, page, pdf }: Wanted & { pdf: Uint8Array },
): Promise<void> {
  const stored = { pdf: Buffer.from(pdf), pageHash: hashPage(page), printedAt: sql<Date>`now()` };
  await db
    .insertInto('printedFactsheet')
    .values({ roundId, language, ...stored })
    .onConflict((conflict) => conflict.columns(['roundId', 'language']).doUpdateSet(stored))
    .execute();
}

/** What a PDF is known by: the page that it was printed from. */
export function hashPage(page: string): Buffer {
  return createHash('sha256').update(page).digest();
}
