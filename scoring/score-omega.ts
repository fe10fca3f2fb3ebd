/**
 * McDonald's ω beside Cronbach's α: reliability without the assumption that all items measure equally well. Like α
 * it assumes one factor, so a concept with dissimilar facets gets a lower value than it deserves.
 */
import type { Covariances } from './covariances.ts';
import type { Withheld } from './scores.ts';
import { isAbove } from './tolerance.ts';

const notDefined: Withheld = { withheld: 'undefined' };
/** An item with less unique variance than this share makes a solution improper (the bound of R's factanal). */
const minUnique = 0.005;
/** Items with a common factor settle within a few hundred steps; items without one never really do. */
const maxSteps = 5_000;

/**
 * ω = (Σλ)²/((Σλ)² + Σψ), with loadings λ and unique variances ψ of one factor fitted by maximum likelihood.
 * Withheld below three items, when an item does not vary, and when the fit does not settle or is improper.
 * Sources: McDonald (1999), Test theory; Rubin and Thayer (1982), EM algorithms for ML factor analysis.
 */
export function scoreOmega({ n, matrix }: Covariances): number | Withheld {
  if (matrix.length < 3 || n <= matrix.length || !matrix.every((row, i) => isAbove(row[i]!, 0)))
    return notDefined;
  const fitted = fitOneFactor(matrix);
  if (!fitted) return notDefined;
  const common = fitted.loadings.reduce((sum, loading) => sum + loading, 0) ** 2;
  return common / (common + fitted.unique.reduce((sum, variance) => sum + variance, 0));
}

/** Gives the loadings and unique variances, or undefined when the fit does not settle or is improper. */
function fitOneFactor(
  matrix: readonly number[][],
): { loadings: Float64Array; unique: Float64Array } | undefined {
  const k = matrix.length;
  const total = matrix.flat().reduce((sum, covariance) => sum + covariance, 0);
  if (!isAbove(total, 0)) return undefined;
  const loadings = Float64Array.from(
    matrix,
    (row) => (0.9 * row.reduce((a, b) => a + b, 0)) / Math.sqrt(total),
  );
  const unique = Float64Array.from(matrix, (row, i) => Math.max(row[i]! - loadings[i]! ** 2, 0.1 * row[i]!));
  const withFactor = new Float64Array(k);
  for (let step = 0; step < maxSteps; step++) {
    // The expected factor is Σ λx/ψ divided by the precision; its covariances with the items give the next loadings.
    let precision = 1;
    for (let i = 0; i < k; i++) precision += loadings[i]! ** 2 / unique[i]!;
    let variance = 1 / precision;
    for (let i = 0; i < k; i++) {
      let sum = 0;
      for (let j = 0; j < k; j++) sum += (matrix[i]![j]! * loadings[j]!) / unique[j]!;
      withFactor[i] = sum / precision;
      variance += (withFactor[i]! * loadings[i]!) / unique[i]! / precision;
    }
    let moved = 0;
    for (let i = 0; i < k; i++) {
      const next = withFactor[i]! / variance;
      moved = Math.max(moved, Math.abs(next - loadings[i]!));
      loadings[i] = next;
      unique[i] = matrix[i]![i]! - next * withFactor[i]!;
      if (!(unique[i]! > minUnique * matrix[i]![i]!)) return undefined;
    }
    if (moved < 1e-12) return { loadings, unique };
  }
  return undefined;
}
