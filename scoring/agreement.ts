/**
 * Do partners agree, and do people of one partner? The mean alone does not say: a network can agree on a low
 * score, and a mean of people who disagree describes nobody.
 */
import type { Scale } from '../survey/instrument.ts';
import type { Spread } from './spread.ts';
import { isAbove } from './tolerance.ts';

/**
 * r*wg = 1 − s²/σ², with σ² = (A² − 1)/12 the variance if all A options were equally likely.
 * 1 is full agreement, 0 as if by chance, below 0 two camps. Sources: Lindell, Brandt and
 * Whitney (1999); LeBreton and Senter (2008).
 */
export function scoreAgreement(deviation: number, scale: Scale): number {
  const options = scale.max - scale.min + 1;
  return 1 - deviation ** 2 / ((options ** 2 - 1) / 12);
}

export interface Intraclass {
  icc1: number | undefined;
  icc2: number | undefined;
}

/**
 * ICC(1) = (MSB − MSW)/(MSB + (n̄ − 1) MSW), the share of one respondent's score that the partner explains, and
 * ICC(2) = (MSB − MSW)/MSB, how reliable the partners' means are; one-way by group, n̄ the mean number in a group.
 * Undefined without two groups and a group of two, or when nobody differs. Source: Bliese (2000).
 */
export function scoreIntraclass(groups: readonly Spread[]): Intraclass {
  let n = 0;
  let sum = 0;
  let within = 0;
  for (const group of groups) {
    n += group.n;
    sum += group.n * group.mean;
    within += group.squares;
  }
  if (groups.length < 2 || n <= groups.length) return { icc1: undefined, icc2: undefined };
  let rest = 0;
  for (const group of groups) rest += group.n * (group.mean - sum / n);
  const mean = sum / n + rest / n;
  let between = 0;
  for (const group of groups) between += group.n * (group.mean - mean) ** 2;
  const msb = between / (groups.length - 1);
  const msw = within / (n - groups.length);
  const whole = msb + (n / groups.length - 1) * msw;
  return {
    icc1: isAbove(whole, 0) ? (msb - msw) / whole : undefined,
    icc2: isAbove(msb, 0) ? (msb - msw) / msb : undefined,
  };
}
