/**
 * Which comments of one theme the coordinator reads, and in what order: those that may be read, from five partners on. What
 * comes out knows nothing of a partner, a person or a time.
 * - Partners count, not people or comments: five people of one partner are one partner.
 * - Below five nothing comes out, whether there are four or none.
 * - The order follows from the texts alone, so it tells nothing that they do not tell. It is another one in each theme and
 *   round, and the same at each visit: looking again, or beside another theme, adds nothing.
 * - No comment goes alone, which would tell whose it was: once its writer withdraws it, or somebody is erased, all of its
 *   round go (`server/person-data/`).
 * - What remains: a way of writing can be known.
 */
import { createHash } from 'node:crypto';
import { minimum } from './scores.ts';

export interface ReadableComment {
  partner: string;
  text: string;
}

/** The texts; `place` names the round and the theme. */
export function discloseComments(comments: readonly ReadableComment[], place: string): string[] {
  if (new Set(comments.map(({ partner }) => partner)).size < minimum) return [];
  return comments
    .map(({ text }) => ({
      text,
      rank: createHash('sha256')
        .update(JSON.stringify([place, text]))
        .digest('hex'),
    }))
    .sort((a, b) => (a.rank < b.rank ? -1 : Number(a.rank > b.rank)))
    .map(({ text }) => text);
}
