/**
 * How sure a mean is. Two kinds of chance count: which partners answered, and who filled it in for them that day.
 * `npm run simulate` shows how often the interval holds the partners' own view.
 */
import type { Scale } from '../survey/instrument.ts';
import type { Interval } from './figure.ts';
import { findT } from './quantiles.ts';
import type { Spread } from './spread.ts';

/** What is behind the figures of the partners, besides the figures. */
export interface Sample {
  /** All partners of the network, N. */
  partners: number;
  /** The respondents behind each of the n figures. */
  respondents: readonly number[];
  /** The pooled variance within partners; undefined where it is not known. */
  within: number | undefined;
  scale: Scale;
  /** The step between two possible scores of a partner with one respondent, g. */
  step: number;
}

/**
 * The variance of the mean in two stages, v = (1 − n/N) s²/n + (n/N) σ̂²w Σ(1/m)/n² (Cochran 1977, section 10.4). Where
 * σ̂²w is not known, s²/n, without the finite population. Never below the resolution of the scale, g²/(12n).
 */
function findMeanVariance(spread: Spread, { partners, respondents, within, step }: Sample): number {
  const { n, squares } = spread;
  const sampling = squares / (n - 1) / n;
  const share = n / partners;
  const inverse = respondents.toSorted((a, b) => a - b).reduce((sum, people) => sum + 1 / people, 0);
  const variance =
    within === undefined ? sampling : (1 - share) * sampling + (share * within * inverse) / n ** 2;
  return Math.max(variance, step ** 2 / (12 * n));
}

/**
 * Wilson's 95% interval on the scale from 0 to 1, with the effective number n* = p(1 − p)/(v/R²) and t(0.975; n − 1) in
 * the place of z (after Korn and Graubard 1998): it never leaves the scale. In n*, p is kept a step of one partner away
 * from both ends, so that n* exists for a mean at an end. None for a single figure.
 */
export function findInterval(spread: Spread, sample: Sample): Interval | undefined {
  const { n, mean } = spread;
  if (n < 2) return undefined;
  const { min, max } = sample.scale;
  const range = max - min;
  const p = Math.min(1, Math.max(0, (mean - min) / range));
  const edge = sample.step / range / n;
  const kept = Math.min(1 - edge, Math.max(edge, p));
  const effective = (kept * (1 - kept) * range ** 2) / findMeanVariance(spread, sample);
  const t = findT(0.975, n - 1);
  const weight = t ** 2 / effective;
  const reach = t * Math.sqrt((p * (1 - p)) / effective + weight / effective / 4);
  const bound = (sign: number) =>
    min + range * Math.min(1, Math.max(0, (p + weight / 2 + sign * reach) / (1 + weight)));
  return [bound(-1), bound(1)];
}

/** The step of a mean over parts that are means of whole answers: 1/(parts · least common multiple of their items). */
export function findStep(items: readonly number[]): number {
  return 1 / (items.length * items.reduce((least, count) => (least / findDivisor(least, count)) * count, 1));
}

function findDivisor(a: number, b: number): number {
  return b === 0 ? a : findDivisor(b, a % b);
}

/** How many scores one person can have who answers all of these items. */
export function countOptions(items: number, { min, max }: Scale): number {
  return items * (max - min) + 1;
}
