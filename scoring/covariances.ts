/**
 * How the items of a concept vary together. Sums of whole answers are exact, so the order of respondents changes
 * nothing here. n·Σxy passes 2⁵³ with 15,500 people on a scale to 10,000, and what is left of it after Σx·Σy goes off
 * then loses its digits: answers are measured from the middle of the scale, and that difference is taken in whole numbers
 * of any size.
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
    if (!table.readComplete(respondent, first, row)) continue;
    n++;
    partners.add(table.partnerOf(respondent));
    for (let i = 0; i < k; i++) {
      sums[i]! += row[i]!;
      for (let j = 0; j <= i; j++) products[i * k + j]! += row[i]! * row[j]!;
    }
  }
  const covariance = (i: number, j: number) => {
    const product = BigInt(n) * BigInt(products[Math.max(i, j) * k + Math.min(i, j)]!);
    return Number(product - BigInt(sums[i]!) * BigInt(sums[j]!)) / (n * (n - 1));
  };
  const places = Array.from({ length: k }, (_, i) => i);
  return { n, partners: partners.size, matrix: places.map((i) => places.map((j) => covariance(i, j))) };
}
