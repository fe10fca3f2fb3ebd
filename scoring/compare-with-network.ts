/** One partner beside its network: higher or lower only where its own score can bear that. */
import type { Scale } from '../survey/instrument.ts';
import type { Comparison } from './scores.ts';
import { isAbove, isBelow } from './tolerance.ts';

/** The smallest difference that matters: a sixteenth of the scale, 0.25 on 1 to 5. */
export function findSmallestDifference({ min, max }: Scale): number {
  return (max - min) / 16;
}

/** What the network says of one facet or concept. */
export interface NetworkFigure {
  /** The partners behind it. */
  n: number;
  mean: number;
  /** Standard deviation over partners. */
  deviation: number | undefined;
  /** σ̂²w; undefined where it is not known. */
  within: number | undefined;
}

/**
 * Beyond 1.96 standard errors of the partner's own score, √(σ̂²w/m) with m its people. Where σ̂²w is not known, all of the
 * spread over partners may come from who filled it in: then s, and from 10 partners on. With fewer hardly anybody is
 * 1.96 s away unless the others agree, so the word would tell what they scored. And never for less than the smallest
 * difference that matters.
 */
export function compareWithNetwork(
  own: number,
  people: number,
  { n, mean, deviation, within }: NetworkFigure,
  scale: Scale,
): Comparison {
  if (within === undefined && n < 10) return 'equal';
  const error = within === undefined ? deviation : Math.sqrt(within / people);
  const difference = own - mean;
  if (error === undefined || !isAbove(Math.abs(difference), 1.96 * error)) return 'equal';
  if (isBelow(Math.abs(difference), findSmallestDifference(scale))) return 'equal';
  return difference > 0 ? 'higher' : 'lower';
}
