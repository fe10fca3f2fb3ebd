/**
 * Which comments of one theme the coordinator reads, what researchers read of them, and in what order: those that may be
 * read, from five partners on. What comes out knows nothing of a partner, a person or a time.
 * - Partners count, not people or comments: five people of one partner are one partner.
 * - Below five nothing comes out, whether there are four or none.
 * - The order follows from the texts alone, so it tells nothing that they do not tell. It is another one in each theme and
 *   round, and the same at each visit: looking again, or beside another theme, adds nothing.
 * - No comment goes alone, which would tell whose it was: once its writer withdraws it, or somebody is erased, all of its
 *   round go (`server/person-data/`).
 * - Researchers read what the coordinator wrote instead. Whether that is enough follows from how many she wrote, never from
 *   which: else she could leave one out, ask whether the file is still there, and know which two come from one partner.
 * - What remains: a way of writing can be known.
 */
import { createHash } from 'node:crypto';
import { minimum } from './scores.ts';

export interface ReadableComment {
  partner: string;
  text: string;
}

/** A comment that researchers may read once it is cleaned. */
export interface CleanedComment extends ReadableComment {
  /** What the coordinator wrote instead; undefined: nothing. */
  cleaned?: string | undefined;
}

/** The texts; `place` names the round and the theme. */
export function discloseComments(comments: readonly ReadableComment[], place: string): string[] {
  if (new Set(comments.map(({ partner }) => partner)).size < minimum) return [];
  return mix(
    comments.map(({ text }) => text),
    place,
  );
}

/**
 * What researchers read of one theme. As many comments must be cleaned as are of five partners whichever they are: one more
 * than the four partners that wrote most have together. Below that nothing comes out.
 */
export function discloseCleanedComments(comments: readonly CleanedComment[], place: string): string[] {
  const cleaned = comments.flatMap((comment) => comment.cleaned ?? []);
  const ofMost = [...Map.groupBy(comments, ({ partner }) => partner).values()]
    .map(({ length }) => length)
    .sort((a, b) => b - a)
    .slice(0, minimum - 1)
    .reduce((sum, length) => sum + length, 0);
  return cleaned.length > ofMost ? mix(cleaned, `${place}/research`) : [];
}

/** Names a comment by what it says, and so by nothing that it does not say. */
export function digestComment(text: string, place: string): string {
  return createHash('sha256')
    .update(JSON.stringify([place, text]))
    .digest('hex');
}

function mix(texts: readonly string[], place: string): string[] {
  return texts
    .map((text) => ({ text, rank: digestComment(text, place) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : Number(a.rank > b.rank)))
    .map(({ text }) => text);
}
