/** The 95% interval of a mean: how far it may lie from the mean of all partners. */
import { findT } from './quantiles.ts';
import type { Interval } from './scores.ts';
import { findDeviation, type Spread } from './spread.ts';

/**
 * M ± t(0.975; n − 1) · s/√n · √(1 − n/N), in the unit of the figures. With N the population is finite:
 * when all N took part, no sampling error is left. Without N it is infinite. None for a single figure.
 * Source: Cochran (1977), Sampling Techniques, section 2.6.
 */
export function findInterval(spread: Spread, population = Number.POSITIVE_INFINITY): Interval | undefined {
  const deviation = findDeviation(spread);
  if (deviation === undefined) return undefined;
  const error = (deviation / Math.sqrt(spread.n)) * Math.sqrt(1 - spread.n / population);
  const reach = error === 0 ? 0 : findT(0.975, spread.n - 1) * error;
  return [spread.mean - reach, spread.mean + reach];
}
