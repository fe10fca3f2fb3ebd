/**
 * From answers to partners. A respondent has a facet score with at least half of its items answered, and a
 * concept score with at least half of its facets scored; the same half holds for a partner's concept.
 */
import type { AnswerTable } from './answer-table.ts';
import { describeSpread, findMean, type Spread } from './spread.ts';
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
  /** The respondents' own concept scores, for the agreement within partners. */
  respondentConcepts: (Spread | undefined)[];
}

/** Scores every partner of the table, in the order of its ids. */
export function scorePartners(table: AnswerTable): PartnerMeans[] {
  return table.groupByPartner().map(({ id, respondents }) => scorePartner(table, id, respondents));
}

/** Average deviation from which figures on this scale are called divided or unequal: a sixth of the options
 * (LeBreton and Senter 2008, after Burke and Dunlap 2002). */
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
      means.facets.push(scored?.mean);
      means.divided.push(scored?.divided);
      if (scored) facets.push(scored.mean);
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

/** The mean of the respondents' scores on one facet; each score is also added to the sums for their concept. */
function scoreFacet(
  table: AnswerTable,
  respondents: Int32Array,
  firstItem: number,
  items: number,
  sums: number[],
  counts: number[],
): { mean: number; divided: boolean | undefined } | undefined {
  // Sums of whole answers by how many were answered are exact, so the order of respondents changes nothing.
  const totals = new Array<number>(items + 1).fill(0);
  const scores: number[] = [];
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
    totals[answered]! += total;
    scores.push(total / answered);
    sums[i]! += total / answered;
    counts[i]!++;
  }
  const n = scores.length;
  if (n === 0) return undefined;
  let mean = 0;
  for (let answered = 1; answered <= items; answered++) mean += totals[answered]! / (answered * n);
  if (n < 3) return { mean, divided: undefined };
  let deviations = 0;
  for (const score of scores) deviations += Math.abs(score - mean);
  return { mean, divided: isAbove(deviations / n, findDivision(table.instrument.scale)) };
}

function isHalf(part: number, whole: number): boolean {
  return part > 0 && 2 * part >= whole;
}
