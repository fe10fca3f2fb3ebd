/**
 * Do the items of a concept measure one thing? For research output only. Sums of whole numbers are exact, so
 * the order of respondents changes nothing here.
 */
import findF from '@stdlib/stats-base-dists-f-quantile';
import type { AnswerTable } from './answer-table.ts';
import { scoreOmega } from './score-omega.ts';
import type { Alpha, Interval, Withheld } from './scores.ts';

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

/** Covariances (n − 1) between the items of one concept, over the respondents who answered all of them. */
export interface Covariances {
  /** Respondents who answered all items. */
  n: number;
  /** Partners that they belong to. */
  partners: number;
  matrix: number[][];
}

/** Computes the covariances of the items from `first` up to, not including, `end`. */
function findCovariances(table: AnswerTable, first: number, end: number): Covariances {
  const k = end - first;
  const sums = new Float64Array(k);
  const products = new Float64Array(k * k);
  const row = new Float64Array(k);
  const partners = new Set<number>();
  let n = 0;
  for (let respondent = 0; respondent < table.size; respondent++) {
    if (!readComplete(table, respondent, first, row)) continue;
    n++;
    partners.add(table.partnerOf(respondent));
    for (let i = 0; i < k; i++) {
      sums[i]! += row[i]!;
      for (let j = 0; j <= i; j++) products[i * k + j]! += row[i]! * row[j]!;
    }
  }
  const covariance = (i: number, j: number) =>
    (n * products[Math.max(i, j) * k + Math.min(i, j)]! - sums[i]! * sums[j]!) / (n * (n - 1));
  const places = Array.from({ length: k }, (_, i) => i);
  return { n, partners: partners.size, matrix: places.map((i) => places.map((j) => covariance(i, j))) };
}

/** Reads a row measured from the lowest answer, which keeps the sums small; false when one is missing. */
function readComplete(table: AnswerTable, respondent: number, first: number, row: Float64Array): boolean {
  for (let i = 0; i < row.length; i++) {
    const answer = table.answer(respondent, first + i);
    if (answer === undefined) return false;
    row[i] = answer - table.instrument.scale.min;
  }
  return true;
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
    const scale = Math.sqrt(own * rest);
    return {
      id,
      itemRest: scale > 0 ? (withTotal - own) / scale : undefinedFigure,
      alphaWithout: findAlpha(trace(matrix) - own, rest, ids.length - 1) ?? undefinedFigure,
    };
  });
  return { n, value, ci: findFeldtInterval(value, n, ids.length), unstable: n < 30, partners, items };
}

function findAlpha(variances: number, total: number, k: number): number | undefined {
  return k < 2 || !(total > 0) ? undefined : (k / (k - 1)) * (1 - variances / total);
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
