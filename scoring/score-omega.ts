/**
 * McDonald's ω beside Cronbach's α: reliability without the assumption that all items measure equally well. Like α
 * it assumes one factor, so a concept with dissimilar facets gets a lower value than it deserves.
 */
import type { Covariances } from './covariances.ts';
import type { Withheld } from './figure.ts';
import { fitFactor } from './fit-factor.ts';
import { isAbove } from './tolerance.ts';

/**
 * ω = (Σλ)²/((Σλ)² + Σψ), with loadings λ and unique variances ψ of one factor fitted by maximum likelihood.
 * Withheld as `undefined` below three items, without more respondents than items, and when an item does not vary; as
 * `improper` when the likeliest solution leaves an item no variance of its own; as `unsettled` when no search ended.
 * Source: McDonald (1999), Test theory.
 */
export function scoreOmega({ n, matrix }: Covariances): number | Withheld {
  if (matrix.length < 3 || n <= matrix.length || !matrix.every((row, i) => isAbove(row[i]!, 0)))
    return { withheld: 'undefined' };
  const deviations = matrix.map((row, i) => Math.sqrt(row[i]!));
  const correlations = matrix.map((row, i) =>
    row.map((covariance, j) => (i === j ? 1 : covariance / (deviations[i]! * deviations[j]!))),
  );
  const fitted = fitFactor(correlations);
  if (typeof fitted === 'string') return { withheld: fitted };
  const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);
  const common = sum(fitted.loadings.map((loading, i) => loading * deviations[i]!)) ** 2;
  return common / (common + sum(fitted.unique.map((share, i) => share * matrix[i]![i]!)));
}
