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
  const sheets = createSheets(respondents.length);
  let firstItem = 0;
  for (const concept of table.instrument.concepts) {
    // Of each respondent: the sum of the facets that have a score, and their number.
    sheets.sums.fill(0);
    sheets.counts.fill(0);
    const facets: number[] = [];
    for (const facet of concept.facets) {
      const scored = scoreFacet(table, respondents, { first: firstItem, items: facet.items.length }, sheets);
      means.facets.push(scored?.group.mean);
      means.respondentFacets.push(scored?.group);
      means.divided.push(scored?.divided);
      if (scored) facets.push(scored.group.mean);
      firstItem += facet.items.length;
    }
    means.concepts.push(isHalf(facets.length, concept.facets.length) ? findMean(facets) : undefined);
    const own: number[] = [];
    for (let i = 0; i < respondents.length; i++) {
      if (isHalf(sheets.counts[i]!, concept.facets.length)) own.push(sheets.sums[i]! / sheets.counts[i]!);
    }
    means.respondentConcepts.push(describeSpread(own));
  }
  return means;
}

/** Figures of each respondent of one partner, in arrays that are used again for each facet. */
interface Sheets {
  totals: Float64Array;
  answered: Int32Array;
  sums: Float64Array;
  counts: Int32Array;
}

function createSheets(respondents: number): Sheets {
  return {
    totals: new Float64Array(respondents),
    answered: new Int32Array(respondents),
    sums: new Float64Array(respondents),
    counts: new Int32Array(respondents),
  };
}

/** The respondents' scores on one facet; each score is also added to the sums for their concept. */
function scoreFacet(
  table: AnswerTable,
  respondents: Int32Array,
  { first, items }: { first: number; items: number },
  sheets: Sheets,
): { group: Group; divided: boolean | undefined } | undefined {
  const { totals, answered, sums, counts } = sheets;
  table.addUp(respondents, { first, end: first + items }, sheets);
  // Those that have a score move to the front.
  let n = 0;
  for (let i = 0; i < respondents.length; i++) {
    if (!isHalf(answered[i]!, items)) continue;
    sums[i]! += totals[i]! / answered[i]!;
    counts[i]!++;
    totals[n] = totals[i]!;
    answered[n++] = answered[i]!;
  }
  if (n === 0) return undefined;
  const mean = findExactMean(sheets, n, items);
  const group = { n, mean, squares: n < 2 ? 0 : findExactSquares(sheets, { n, mean }, items) };
  if (n < 3) return { group, divided: undefined };
  let deviations = 0;
  for (let i = 0; i < n; i++) deviations += Math.abs(totals[i]! / answered[i]! - mean);
  return { group, divided: isAbove(deviations / n, findDivision(table.instrument.scale)) };
}

/** Sums of whole answers by how many were answered are exact, so the order of respondents changes nothing. */
function findExactMean({ totals, answered }: Sheets, n: number, items: number): number {
  const byAnswered = new Float64Array(items + 1);
  for (let i = 0; i < n; i++) byAnswered[answered[i]!]! += totals[i]!;
  let mean = 0;
  for (let count = 1; count <= items; count++) mean += byAnswered[count]! / (count * n);
  return mean;
}

/** The squared deviations from the mean, likewise; measured from the whole number nearest to it, which keeps sums small. */
function findExactSquares(
  { totals, answered }: Sheets,
  { n, mean }: { n: number; mean: number },
  items: number,
): number {
  const nearest = Math.round(mean);
  const counts = new Float64Array(items + 1);
  const sums = new Float64Array(items + 1);
  const products = new Float64Array(items + 1);
  for (let i = 0; i < n; i++) {
    const count = answered[i]!;
    const from = totals[i]! - count * nearest;
    counts[count]!++;
    sums[count]! += from;
    products[count]! += from * from;
  }
  const shift = mean - nearest;
  let squares = 0;
  for (let count = 1; count <= items; count++) {
    squares += products[count]! / count ** 2 - (2 * shift * sums[count]!) / count;
    squares += counts[count]! * shift ** 2;
  }
  return Math.max(0, squares);
}

function isHalf(part: number, whole: number): boolean {
  return part > 0 && 2 * part >= whole;
}
