/** Do the items of a concept measure one thing? For research output only. */
import type { AnswerTable } from './answer-table.ts';
import { type Covariances, findCovariances } from './covariances.ts';
import type { Interval, Withheld } from './figure.ts';
import { findF } from './quantiles.ts';
import { scoreOmega } from './score-omega.ts';
import type { Alpha } from './scores.ts';
import { isAbove } from './tolerance.ts';

const undefinedFigure: Withheld = { withheld: 'undefined' };

/** α with what belongs to it, and ω, of the concept at this place in the instrument. */
export function scoreReliability(
  table: AnswerTable,
  concept: number,
): { alpha: Alpha | Withheld; omega: number | Withheld } {
  const items = table.instrument.concepts.map((part) => part.facets.flatMap((facet) => facet.items));
  const first = items.slice(0, concept).flat().length;
  const ids = items[concept]!.map((item) => item.id);
  const covariances = findCovariances(table, first, first + ids.length);
  return { alpha: scoreAlpha(covariances, ids), omega: scoreOmega(covariances) };
}

/**
 * Cronbach's α = k/(k − 1) · (1 − Σ item variances / variance of the total) with Feldt's 95% interval, the
 * correlation of each item with the rest, and α without it. Withheld for one item, one respondent or a total
 * that does not vary. Sources: Cronbach (1951); Feldt, Woodruff and Salih (1987).
 */
function scoreAlpha({ n, partners, matrix }: Covariances, ids: readonly string[]): Alpha | Withheld {
  const total = sum(matrix.map(sum));
  const value = n < 2 ? undefined : findAlpha(trace(matrix), total, ids.length);
  if (value === undefined) return undefinedFigure;
  const items = ids.map((id, i) => {
    const own = matrix[i]![i]!;
    const withTotal = sum(matrix[i]!);
    const rest = total - 2 * withTotal + own;
    const varies = isAbove(own, 0) && isAbove(rest, 0);
    return {
      id,
      itemRest: varies ? (withTotal - own) / Math.sqrt(own * rest) : undefinedFigure,
      alphaWithout: findAlpha(trace(matrix) - own, rest, ids.length - 1) ?? undefinedFigure,
    };
  });
  return { n, value, ci: findFeldtInterval(value, n, ids.length), unstable: n < 30, partners, items };
}

function findAlpha(variances: number, total: number, k: number): number | undefined {
  return k < 2 || !isAbove(total, 0) ? undefined : (k / (k - 1)) * (1 - variances / total);
}

function findFeldtInterval(value: number, n: number, k: number): Interval {
  const bound = (p: number) => 1 - (1 - value) * findF(p, n - 1, (n - 1) * (k - 1));
  return [bound(0.975), bound(0.025)];
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}

function trace(matrix: readonly number[][]): number {
  return sum(matrix.map((row, i) => row[i]!));
}
