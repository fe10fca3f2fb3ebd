/** Stands in for the PDFs of mirrors where what is in them does not matter. */

import { loadMirrors, type Mirrors } from '../../server/results/mirrors/mirrors.ts';
import { mirrorKey } from '../../server/results/mirrors/printed-mirrors.ts';
import { storePrinted } from '../../server/results/printed-documents.ts';
import { findRound } from '../../server/rounds/rounds.ts';
import type { App } from '../../server/web/fastify.ts';

/** Stores one for each of these mirrors of a closed round. */
export async function pretendPrinted(
  { db }: App,
  roundId: string,
  which: (mirror: Mirrors['list'][number]) => boolean,
  printedAt = new Date(),
): Promise<void> {
  const mirrors = (await loadMirrors(db, await findRound(db, roundId)))!;
  for (const mirror of mirrors.list.filter(which)) {
    const page = mirrors.render(mirror, printedAt);
    const pdf = Buffer.from(`%PDF- ${mirror.kind} ${mirror.code}`);
    await storePrinted(db, mirrorKey(mirrors, mirror), { page, pdf, printedAt });
  }
}
