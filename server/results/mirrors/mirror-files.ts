/** The coordinator's copies of mirrors as files: out of the table one by one, and each with a name of its own. */

import { mailTexts } from '../../mail/texts.ts';
import { Refusal } from '../../text/refusal.ts';
import { toPlainLetters } from '../../text/to-plain-letters.ts';
import type { App } from '../../web/fastify.ts';
import type { FileToZip } from '../../web/zip-files.ts';
import { findPrint } from '../printed-documents.ts';
import type { Mirrors } from './mirrors.ts';
import { mirrorKey, type PrintedMirror, sortMirrors } from './printed-mirrors.ts';

/**
 * The copies that the coordinator may have now. Refuses while there is none, or one of them is still to be printed.
 */
export async function findCopies(app: Pick<App, 'db'>, mirrors: Mirrors): Promise<PrintedMirror[]> {
  const copies = mirrors.list.filter(({ kind }) => kind === 'coordinator-copy');
  if (copies.length === 0) throw new Refusal(409, 'mirrorsNoConsent');
  const { ready, missing } = await sortMirrors(app.db, { ...mirrors, list: copies });
  if (missing.length > 0) throw new Refusal(409, 'mirrorsNotReady');
  return ready;
}

/** Reads them from the table when it is their turn; ends with an error when one was thrown away meanwhile. */
export async function* readCopies(
  { db }: Pick<App, 'db'>,
  mirrors: Mirrors,
  copies: readonly PrintedMirror[],
): AsyncGenerator<FileToZip> {
  const names = nameFiles(copies, mailTexts(mirrors.language)('mirror.file'));
  for (const [index, copy] of copies.entries()) {
    const content = await findPrint(db, mirrorKey(mirrors, copy), copy);
    if (!content) throw new Error('A mirror was thrown away while it was downloaded.');
    yield { name: names[index]!, content };
  }
}

/** Plain letters after a word that makes any name fit for a file; who is called like another gets a number. */
export function nameFiles(partners: readonly { name: string }[], kind: string): string[] {
  const taken = new Set<string>();
  return partners.map(({ name }) => {
    const base = toPlainLetters([kind, name]);
    let unique = base;
    for (let number = 2; taken.has(unique); number += 1) unique = `${base}-${number}`;
    taken.add(unique);
    return `${unique}.pdf`;
  });
}
