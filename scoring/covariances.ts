/**
 * How the items of a concept vary together. Sums of whole answers are exact, so the order of respondents changes
 * nothing here.
 */
import type { AnswerTable } from './answer-table.ts';

/** Covariances (n − 1) between the items of one concept, over the respondents who answered all of them. */
export interface Covariances {
  /** Respondents who answered all items. */
  n: number;
  /** Partners that they belong to. */
  partners: number;
  matrix: number[][];
}

/** Computes the covariances of the items from `first` up to, not including, `end`. */
export function findCovariances(table: AnswerTable, first: number, end: number): Covariances {
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
