/**
 * From answers to partners. A respondent has a facet score with at least half of its items answered, and a
 * concept score with at least half of its facets scored; the same half holds for a partner's concept.
 */
import type { Group } from './agreement.ts';
import type { AnswerTable } from './answer-table.ts';
import { describeSpread, findMean } from './spread.ts';
import { isAbove } from './tolerance.ts';

/** One partner, with figures on the scale of the answers, in the order of the instrument. */
export interface PartnerMeans {
  id: string;
  respondents: number;
  /** Mean over the respondents that have a score; undefined when none has. */
  facets: (number | undefined)[];
  /** Do its own people differ so much that their mean says little? Undefined below three respondents. */
  divided: (boolean | undefined)[];
  concepts: (number | undefined)[];
  /** The respondents' own scores on each facet and concept, for what differs within partners. */
  respondentFacets: (Group | undefined)[];
  respondentConcepts: (Group | undefined)[];
}

/** Scores every partner of the table, in the order of its ids. */
export function scorePartners(table: AnswerTable): PartnerMeans[] {
  return table.groupByPartner().map(({ id, respondents }) => scorePartner(table, id, respondents));
}

/**
 * Average deviation above which people of one partner are called divided: a sixth of the options (LeBreton and Senter
 * 2008, after Burke and Dunlap 2002).
 */
export function findDivision(scale: { min: number; max: number }): number {
  return (scale.max - scale.min + 1) / 6;
}

function scorePartner(table: AnswerTable, id: string, respondents: Int32Array): PartnerMeans {
  const means: PartnerMeans = {
    id,
    respondents: respondents.length,
    facets: [],
    divided: [],
    concepts: [],
    respondentFacets: [],
    respondentConcepts: [],
  };
  let firstItem = 0;
  for (const concept of table.instrument.concepts) {
    // Of each respondent: the sum of the facets that have a score, and their number.
    const sums = new Array<number>(respondents.length).fill(0);
    const counts = new Array<number>(respondents.length).fill(0);
    const facets: number[] = [];
    for (const facet of concept.facets) {
      const scored = scoreFacet(table, respondents, firstItem, facet.items.length, sums, counts);
      means.facets.push(scored?.group.mean);
      means.respondentFacets.push(scored?.group);
      means.divided.push(scored?.divided);
      if (scored) facets.push(scored.group.mean);
      firstItem += facet.items.length;
    }
    means.concepts.push(isHalf(facets.length, concept.facets.length) ? findMean(facets) : undefined);
    const own: number[] = [];
    for (let i = 0; i < sums.length; i++) {
      if (isHalf(counts[i]!, concept.facets.length)) own.push(sums[i]! / counts[i]!);
    }
    means.respondentConcepts.push(describeSpread(own));
  }
  return means;
}

/** The respondents' scores on one facet; each score is also added to the sums for their concept. */
function scoreFacet(
  table: AnswerTable,
  respondents: Int32Array,
  firstItem: number,
  items: number,
  sums: number[],
  counts: number[],
): { group: Group; divided: boolean | undefined } | undefined {
  const scored: { total: number; answered: number }[] = [];
  for (let i = 0; i < respondents.length; i++) {
    let total = 0;
    let answered = 0;
    for (let item = firstItem; item < firstItem + items; item++) {
      const answer = table.answer(respondents[i]!, item);
      if (answer === undefined) continue;
      total += answer;
      answered++;
    }
    if (!isHalf(answered, items)) continue;
    scored.push({ total, answered });
    sums[i]! += total / answered;
    counts[i]!++;
  }
  const n = scored.length;
  if (n === 0) return undefined;
  const mean = findExactMean(scored, items);
  const group = { n, mean, squares: n < 2 ? 0 : findExactSquares(scored, items, mean) };
  if (n < 3) return { group, divided: undefined };
  let deviations = 0;
  for (const { total, answered } of scored) deviations += Math.abs(total / answered - mean);
  return { group, divided: isAbove(deviations / n, findDivision(table.instrument.scale)) };
}

/** Sums of whole answers by how many were answered are exact, so the order of respondents changes nothing. */
function findExactMean(scored: readonly { total: number; answered: number }[], items: number): number {
  const totals = new Array<number>(items + 1).fill(0);
  for (const { total, answered } of scored) totals[answered]! += total;
  let mean = 0;
  for (let answered = 1; answered <= items; answered++)
    mean += totals[answered]! / (answered * scored.length);
  return mean;
}

/** The squared deviations from the mean, likewise; measured from the whole number nearest to it, which keeps sums small. */
function findExactSquares(
  scored: readonly { total: number; answered: number }[],
  items: number,
  mean: number,
): number {
  const nearest = Math.round(mean);
  const counts = new Array<number>(items + 1).fill(0);
  const sums = new Array<number>(items + 1).fill(0);
  const products = new Array<number>(items + 1).fill(0);
  for (const { total, answered } of scored) {
    const from = total - answered * nearest;
    counts[answered]!++;
    sums[answered]! += from;
    products[answered]! += from * from;
  }
  const shift = mean - nearest;
  let squares = 0;
  for (let answered = 1; answered <= items; answered++) {
    squares += products[answered]! / answered ** 2 - (2 * shift * sums[answered]!) / answered;
    squares += counts[answered]! * shift ** 2;
  }
  return Math.max(0, squares);
}

function isHalf(part: number, whole: number): boolean {
  return part > 0 && 2 * part >= whole;
}
