/** How something is withheld: the reasons, the minimum, and a copy of only what was named. */
import { isWithheld, type Withheld } from './figure.ts';
import { minimum } from './scores.ts';

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
 * May the others behind a figure be shown? Of those that stay hidden: nobody, or five who are more than a third. Five of
 * fifteen or twenty are too few beside steps that are as fine as fifteen or twenty allow: the others are taken off them,
 * and of a facet one set of scores fitted in 12 to 17% of networks (`docs/decisions/0035-one-resolution.md`).
 */
export function isNobodyOrEnoughOf(hidden: number, all: number): boolean {
  return hidden === 0 || (hidden >= minimum && 3 * hidden > all);
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
