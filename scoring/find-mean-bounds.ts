/** What a mean says of a network of which not every partner answered. */
import type { Scale } from '../survey/instrument.ts';
import type { Interval } from './figure.ts';

/**
 * Where the mean of all N partners lies in the worst case: if those without a score would all have been at the lowest
 * answer, or all at the highest. `mean` is as it may be shown, so that this gives nothing away.
 * Source: Manski (1995), Identification problems in the social sciences.
 */
export function findMeanBounds(
  { mean, n }: { mean: number; n: number },
  partners: number,
  scale: Scale,
): Interval {
  const missing = partners - n;
  return [(n * mean + missing * scale.min) / partners, (n * mean + missing * scale.max) / partners];
}
