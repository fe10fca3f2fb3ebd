/**
 * Documents of a closed round that were printed before somebody asks: the factsheet, the mirrors of partners and the
 * coordinator's copies of them. A PDF is kept with the moment that is on it, and given for as long as the page with
 * that moment says what it would say today.
 */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database, Schema } from '../database/schema.ts';

/** Which document it is; the factsheet is of no partner. */
export type DocumentKey = Pick<Schema['printedDocument'], 'roundId' | 'kind' | 'partnerId' | 'language'>;

/** The page of a document as HTML, as it says everything today, with this moment on it. */
export type RenderAt = (printedAt: Date) => string;

/** How a stored PDF is known: by the page that it was printed from, and the moment on that page. */
export type Print = Pick<Schema['printedDocument'], 'pageHash' | 'printedAt'>;

/** The PDF of a document; undefined when it is still to be printed, or would say something else today. */
export async function findPrinted(
  db: Database,
  key: DocumentKey,
  renderAt: RenderAt,
): Promise<Buffer | undefined> {
  const row = await selectDocument(db, key).select(['pdf', 'pageHash', 'printedAt']).executeTakeFirst();
  return row && isCurrent(row, renderAt) ? row.pdf : undefined;
}

/** Prints a document as it is now, and keeps it instead of an earlier print. */
export async function printDocument(
  db: Database,
  key: DocumentKey,
  { renderAt, print }: { renderAt: RenderAt; print: (page: string) => Promise<Uint8Array> },
): Promise<Uint8Array> {
  const printedAt = new Date();
  const page = renderAt(printedAt);
  const pdf = await print(page);
  await storePrinted(db, key, { page, pdf, printedAt });
  return pdf;
}

/** Keeps the PDF of this page, which has this moment on it. */
export async function storePrinted(
  db: Database,
  { roundId, kind, partnerId, language }: DocumentKey,
  { page, pdf, printedAt }: { page: string; pdf: Uint8Array; printedAt: Date },
): Promise<void> {
  const stored = { pdf: Buffer.from(pdf), pageHash: hashPage(page), printedAt };
  await db
    .insertInto('printedDocument')
    .values({ roundId, kind, partnerId, language, ...stored })
    .onConflict((conflict) =>
      conflict.columns(['roundId', 'kind', 'partnerId', 'language']).doUpdateSet(stored),
    )
    .execute();
}

/** The PDF of exactly this print; undefined when it was thrown away or printed anew since. */
export async function findPrint(
  db: Database,
  key: DocumentKey,
  { pageHash }: Pick<Print, 'pageHash'>,
): Promise<Buffer | undefined> {
  const row = await selectDocument(db, key).select('pdf').where('pageHash', '=', pageHash).executeTakeFirst();
  return row?.pdf;
}

/** Would the page say today what was printed? Only the moment on it may be another. */
export function isCurrent({ pageHash, printedAt }: Print, renderAt: RenderAt): boolean {
  return hashPage(renderAt(printedAt)).equals(pageHash);
}

/** Throws these prints away, unless they were printed anew meanwhile. */
export async function deletePrints(
  db: Database,
  prints: readonly (DocumentKey & Pick<Print, 'pageHash'>)[],
): Promise<void> {
  for (const { roundId, kind, partnerId, language, pageHash } of prints) {
    await db
      .deleteFrom('printedDocument')
      .where('roundId', '=', roundId)
      .where('kind', '=', kind)
      .where('partnerId', 'is not distinct from', partnerId)
      .where('language', '=', language)
      .where('pageHash', '=', pageHash)
      .execute();
  }
}

function selectDocument(db: Kysely<Schema>, { roundId, kind, partnerId, language }: DocumentKey) {
  return db
    .selectFrom('printedDocument')
    .where('roundId', '=', roundId)
    .where('kind', '=', kind)
    .where('partnerId', 'is not distinct from', partnerId)
    .where('language', '=', language);
}

function hashPage(page: string): Buffer {
  return createHash('sha256').update(page).digest();
}
