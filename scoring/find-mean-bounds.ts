/** What a mean says of a network of which not every partner answered. */
import type { Scale } from '../survey/instrument.ts';
import type { Interval } from './figure.ts';

/**
 * Where the mean of all N partners lies in the worst case: if those without a score would all have been at the lowest
 * answer, or all at the highest. `mean` is as it may be shown, so that this gives nothing away, and `step` how far apart two
 * such means are: the true one may lie half of that to either side.
 * Source: Manski (1995), Identification problems in the social sciences.
 */
export function findMeanBounds(
  { mean, n, step }: { mean: number; n: number; step: number },
  partners: number,
  { min, max }: Scale,
): Interval {
  const missing = partners - n;
  const [low, high] = [Math.max(min, mean - step / 2), Math.min(max, mean + step / 2)];
  return [(n * low + missing * min) / partners, (n * high + missing * max) / partners];
}
