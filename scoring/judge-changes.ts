/**
 * Which of several differences are demonstrable, when all are looked at together. With 14 facets at 95% each, half of
 * the networks in which nothing changed would have a 'better' or 'worse' somewhere.
 */

import type { Verdict } from './changes.ts';
import { findT, findTails } from './quantiles.ts';
import { isAbove, isBelow } from './tolerance.ts';

/** A mean difference d of m matched pairs with its standard error. */
export interface Difference {
  d: number;
  error: number;
  m: number;
}

/**
 * `better` or `worse` with |d| at least `smallest` and p < 0.05 after Holm's correction over all of these; `maybe` when
 * only its own 95% interval leaves out 0. `smallest` in the outcome is the difference from which this comparison would
 * have shown it whatever the others are: p < 0.05 divided by their number. Source: Holm (1979).
 */
export function judgeChanges(
  differences: readonly Difference[],
  smallest: number,
): { verdict: Verdict; smallest: number }[] {
  const chances = differences.map(findChance);
  const adjusted = adjustByHolm(chances);
  return differences.map(({ d, error, m }, place) => ({
    verdict: judge(d, chances[place]!, adjusted[place]!, smallest),
    smallest: Math.max(smallest, findT(1 - 0.025 / differences.length, m - 1) * error),
  }));
}

/** p of the paired t-test. Without any spread a difference is no chance. */
function findChance({ d, error, m }: Difference): number {
  if (isAbove(error, 0)) return findTails(d / error, m - 1);
  return isAbove(Math.abs(d), 0) ? 0 : 1;
}

/** Holm's corrected p: from the smallest on, times the number that are left, and never below the one before. */
function adjustByHolm(chances: readonly number[]): number[] {
  const adjusted = new Array<number>(chances.length);
  const order = chances.map((_chance, place) => place).sort((a, b) => chances[a]! - chances[b]!);
  let highest = 0;
  for (const [rank, place] of order.entries()) {
    highest = Math.max(highest, Math.min(1, (chances.length - rank) * chances[place]!));
    adjusted[place] = highest;
  }
  return adjusted;
}

function judge(d: number, chance: number, adjusted: number, smallest: number): Verdict {
  if (isBelow(Math.abs(d), smallest) || chance >= 0.05) return 'no demonstrable change';
  const direction = d > 0 ? 'better' : 'worse';
  return adjusted < 0.05 ? direction : `maybe ${direction}`;
}
