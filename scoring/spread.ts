/**
 * Mean and spread of a set of figures. The figures are put in order before they are summed, so that the
 * order of rows in a file or a table never changes a published figure, not even in its last digit.
 */
export interface Spread {
  n: number;
  mean: number;
  /** Sum of squared deviations from the mean. */
  squares: number;
  /** Average deviation: the mean of the absolute deviations from the mean. */
  ad: number;
}

/** The mean of figures in the order given; a second pass removes the rounding error of the first (as R's `mean`). */
export function findMean(figures: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < figures.length; i++) sum += figures[i]!;
  const mean = sum / figures.length;
  let rest = 0;
  for (let i = 0; i < figures.length; i++) rest += figures[i]! - mean;
  return mean + rest / figures.length;
}

/** Describes one figure or more; undefined for none. */
export function describeSpread(figures: readonly number[]): Spread | undefined {
  if (figures.length === 0) return undefined;
  const sorted = new Float64Array(figures).sort();
  const mean = findMean(sorted);
  let squares = 0;
  let absolute = 0;
  for (let i = 0; i < sorted.length; i++) {
    const deviation = sorted[i]! - mean;
    squares += deviation * deviation;
    absolute += Math.abs(deviation);
  }
  return { n: sorted.length, mean, squares, ad: absolute / sorted.length };
}

/** Standard deviation with n − 1; there is none for a single figure. */
export function findDeviation(spread: Spread): number | undefined {
  return spread.n < 2 ? undefined : Math.sqrt(spread.squares / (spread.n - 1));
}
