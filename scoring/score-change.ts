/**
 * Better, worse, or no demonstrable change. Two rounds differ simply because other partners took part, so only partners
 * in both are compared; and a difference counts only when it is more than chance and large enough to matter.
 */
import { hashInstrument } from '../survey/hash-instrument.ts';
import type { Instrument } from '../survey/instrument.ts';
import { type AnswerTable, listItems } from './answer-table.ts';
import { findInterval } from './interval.ts';
import { type PartnerMeans, scorePartners } from './score-partners.ts';
import { scoreReliability } from './score-reliability.ts';
import {
  type AlreadyRead,
  type Change,
  type ChangeGroups,
  type ChangeScore,
  isWithheld,
  minimum,
  type OneRoundGroup,
  type PartnerChange,
  type Verdict,
  type Withheld,
} from './scores.ts';
import { shareItems } from './share-items.ts';
import { describeSpread, findDeviation } from './spread.ts';
import { isAbove, isBelow } from './tolerance.ts';

const notDefined: Withheld = { withheld: 'undefined' };

/** The smallest change of a network that matters: a sixteenth of the scale, 0.25 on 1 to 5. */
function findSmallestChange({ scale }: Instrument): number {
  return (scale.max - scale.min) / 16;
}

/** Compares the answers of two rounds; `undefined` when they share no item. `read` is kept for disclosure. */
export function scoreChange(now: AnswerTable, before: AnswerTable, read?: AlreadyRead): Change | Withheld {
  const shared = shareItems(now.instrument, before.instrument);
  if (!shared) return notDefined;
  const earlier = before.restrict(shared);
  const partnersThen = new Map(scorePartners(earlier).map((partner) => [partner.id, partner]));
  const pairs = scorePartners(now.restrict(shared)).map((partner) => {
    const then = partnersThen.get(partner.id);
    partnersThen.delete(partner.id);
    return { id: partner.id, now: partner, then };
  });
  const gone = [...partnersThen.values()].map((then) => ({ id: then.id, now: undefined, then }));
  const all = [...pairs, ...gone];
  const facetIds = listFacetIds(shared);
  const conceptIds = shared.concepts.map((concept) => concept.id);
  const compare = (part: 'facets' | 'concepts', ids: string[]) => (id: string) =>
    ids.includes(id)
      ? compareFigure(shared, id, all, (means) => means[part][ids.indexOf(id)])
      : { id, ...notDefined };
  const compareConcept = (id: string) => markSkipped(compare('concepts', conceptIds)(id), shared, all);
  const { id, version } = before.instrument;
  return {
    since: { id, version, hash: hashInstrument(before.instrument) },
    sharedItems: listItems(shared).length,
    facets: listFacetIds(now.instrument).map(compare('facets', facetIds)),
    concepts: now.instrument.concepts.map((concept) => concept.id).map(compareConcept),
    partners: comparePartners(earlier, pairs),
    ...(read && { read }),
  };
}

interface Pair {
  id: string;
  now: PartnerMeans | undefined;
  then: PartnerMeans | undefined;
}

function listFacetIds(instrument: Instrument): string[] {
  return instrument.concepts.flatMap((concept) => concept.facets.map((facet) => facet.id));
}

/** Mean difference of matched partners with its 95% interval; a sample of differences, so no finite population. */
function compareFigure(
  instrument: Instrument,
  id: string,
  pairs: readonly Pair[],
  find: (means: PartnerMeans) => number | undefined,
): ChangeScore {
  const differences: number[] = [];
  const joiners: number[] = [];
  const leavers: number[] = [];
  const groups: ChangeGroups = { joined: [], stayed: [], left: [] };
  for (const pair of pairs) {
    const now = pair.now && find(pair.now);
    const then = pair.then && find(pair.then);
    if (now !== undefined && then !== undefined) {
      differences.push(now - then);
      groups.stayed.push(pair.id);
    } else if (now !== undefined) {
      joiners.push(now);
      groups.joined.push(pair.id);
    } else if (then !== undefined) {
      leavers.push(then);
      groups.left.push(pair.id);
    }
  }
  const spread = describeSpread(differences);
  const interval = spread && findInterval(spread);
  if (!spread || !interval || spread.n < minimum) return { id, withheld: 'minimum' };
  const matters = !isBelow(Math.abs(spread.mean), findSmallestChange(instrument));
  const verdict: Verdict =
    matters && isAbove(interval[0], 0)
      ? 'better'
      : matters && isBelow(interval[1], 0)
        ? 'worse'
        : 'no demonstrable change';
  return {
    id,
    m: spread.n,
    difference: spread.mean,
    ci: interval,
    verdict,
    joiners: describeGroup(joiners),
    leavers: describeGroup(leavers),
    groups,
  };
}

/** Marks a concept of which somebody behind it has no score on one of the parts, now or then. */
function markSkipped(score: ChangeScore, { concepts }: Instrument, pairs: readonly Pair[]): ChangeScore {
  if (!('groups' in score) || !score.groups) return score;
  const place = concepts.findIndex(({ id }) => id === score.id);
  const first = concepts.slice(0, place).reduce((sum, { facets }) => sum + facets.length, 0);
  const last = first + concepts[place]!.facets.length;
  const skips = (means: PartnerMeans | undefined) => {
    const own = means?.facets.slice(first, last) ?? [];
    return own.includes(undefined) && own.some((figure) => figure !== undefined);
  };
  const isSkipped = pairs.some(({ now, then }) => skips(now) || skips(then));
  return isSkipped ? { ...score, groups: { ...score.groups, isSkipped } } : score;
}

function describeGroup(figures: readonly number[]): OneRoundGroup {
  const spread = describeSpread(figures);
  if (!spread || spread.n < minimum) return { n: figures.length, withheld: 'minimum' };
  return { n: spread.n, mean: spread.mean };
}

/**
 * One partner's own change per concept: beyond 1.96 · s · √2 · √(1 − α), with s over partners and α of the earlier
 * round. Source: Jacobson and Truax (1991), the reliable change index.
 */
function comparePartners(earlier: AnswerTable, pairs: readonly Pair[]): PartnerChange[] {
  const { concepts } = earlier.instrument;
  const all = scorePartners(earlier);
  const limits = concepts.map((_concept, index) => findReliableChange(earlier, all, index));
  return pairs.map(({ id, now, then }) => {
    if (!now || !then || now.respondents === 0 || then.respondents === 0) return { id, withheld: 'minimum' };
    const entries = concepts.map((concept, index) => {
      const [later, sooner] = [now.concepts[index], then.concepts[index]];
      if (later === undefined || sooner === undefined) return [concept.id, { withheld: 'minimum' }];
      const limit = limits[index]!;
      return [concept.id, isWithheld(limit) ? limit : judge(later - sooner, limit)];
    });
    return { id, concepts: Object.fromEntries(entries) };
  });
}

function findReliableChange(
  earlier: AnswerTable,
  all: readonly PartnerMeans[],
  index: number,
): number | Withheld {
  const spread = describeSpread(all.flatMap((partner) => partner.concepts[index] ?? []));
  if (!spread || spread.n < minimum) return { withheld: 'minimum' };
  const { alpha } = scoreReliability(earlier, index);
  if (isWithheld(alpha)) return alpha;
  return 1.96 * findDeviation(spread)! * Math.SQRT2 * Math.sqrt(1 - alpha.value);
}

function judge(difference: number, limit: number): { difference: number; verdict: Verdict } {
  const verdict = isAbove(difference, limit)
    ? 'better'
    : isBelow(difference, -limit)
      ? 'worse'
      : 'no demonstrable change';
  return { difference, verdict };
}
