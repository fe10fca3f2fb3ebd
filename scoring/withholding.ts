/** How something is withheld: the reasons, the minimum, and a copy of only what was named. */
import { isWithheld, type Withheld } from './figure.ts';
import { minimum, spreadFrom } from './scores.ts';

export const tooFew: Withheld = { withheld: 'minimum' };
export const notYours: Withheld = { withheld: 'consent' };

/** That something was not asked may be told; anything else looks like too few. */
export function showReason(value: unknown): Withheld {
  return isWithheld(value) && value.withheld === 'undefined' ? { withheld: 'undefined' } : tooFew;
}

/** Among nobody or among five, nobody can be singled out; among 1 to 4 somebody can. */
export function isNobodyOrEnough(count: number): boolean {
  return count === 0 || count >= minimum;
}

/**
 * From so many partners behind a figure on, so many that stay hidden. The finer the steps of a figure
 * (`resolution.ts`), the more is left when the others are taken off: of ten partners with five hidden one set of scores
 * fitted one facet in nineteen, of fifteen with six one in eight (`docs/decisions/0049-ten-hidden.md`).
 */
const enoughHidden: readonly [all: number, hidden: number][] = [
  [spreadFrom, 10],
  [10, 6],
  [0, minimum],
];

/** May the others behind a figure be shown? Those that stay hidden must be nobody, or enough to take the others off. */
export function isNobodyOrEnoughOf(hidden: number, all: number): boolean {
  return hidden === 0 || hidden >= enoughHidden.find(([from]) => all >= from)![1];
}

/** A new object with these keys alone. A key that is withheld keeps its reason and nothing else. */
export function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  const entries = keys.map((key) => {
    const value = from[key];
    return [key, isWithheld(value) ? { withheld: value.withheld } : value];
  });
  return Object.fromEntries(entries) as Pick<T, K>;
}

/** The same, without the keys that scores of earlier rules do not have. */
export function pickPresent<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return pick(
    from,
    keys.filter((key) => from[key] !== undefined),
  );
}
