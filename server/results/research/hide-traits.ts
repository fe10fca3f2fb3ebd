/**
 * The kind and the size of a partner in a file for research. Each stands there where at least 5 partners of the file share
 * it, and only when nobody or 5 are left without one: a single gap would say as much as the word that is missing.
 */
import { minimum } from '../../../scoring/scores.ts';
import { isNobodyOrEnough } from '../../../scoring/withholding.ts';

export interface Traits {
  kind: string | null;
  sizeClass: string | null;
}

const sizes = [
  [250, '250+'],
  [50, '50-249'],
  [10, '10-49'],
] as const;

/** The classes of the European definition of small and medium-sized organisations. */
export function classifySize(size: number | null): string | null {
  if (size === null) return null;
  return sizes.find(([from]) => size >= from)?.[1] ?? '1-9';
}

/** The same partners in the same order, with what may stand there. A size is shown among partners whose kind reads the same. */
export function hideTraits(partners: readonly Traits[]): Traits[] {
  const kinds = hideRare(partners.map(({ kind }) => kind));
  const shown = partners.map(({ sizeClass }, place) => ({ kind: kinds[place]!, sizeClass }));
  for (const group of Map.groupBy(shown, ({ kind }) => kind).values()) {
    const classes = hideRare(group.map(({ sizeClass }) => sizeClass));
    for (const [place, one] of group.entries()) one.sizeClass = classes[place]!;
  }
  return shown;
}

/** Takes away the rarest words until each that is left, and what has none, is of nobody or of at least 5. */
function hideRare(words: readonly (string | null)[]): (string | null)[] {
  const counts = [...Map.groupBy(words, (word) => word)]
    .filter(([word]) => word !== null)
    .map(([word, list]) => ({ word, count: list.length }))
    .sort((a, b) => b.count - a.count || (a.word! < b.word! ? -1 : 1))
    .filter(({ count }) => count >= minimum);
  const isHidden = (word: string | null) => !counts.some((one) => one.word === word);
  while (counts.length > 0 && !isNobodyOrEnough(words.filter(isHidden).length)) counts.pop();
  return words.map((word) => (isHidden(word) ? null : word));
}
