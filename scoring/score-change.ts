/**
 * Better, worse, maybe, or no demonstrable change. Two rounds differ simply because other partners took part, so only
 * partners in both are compared; and a difference counts only when it is more than chance and large enough to matter.
 */
import { hashInstrument } from '../survey/hash-instrument.ts';
import type { Instrument, Scale } from '../survey/instrument.ts';
import { type AnswerTable, listItems } from './answer-table.ts';
import type { AlreadyRead } from './answers.ts';
import type { Change, ChangeGroups, ChangeScore, OneRoundGroup } from './changes.ts';
import { findSmallestDifference } from './compare-with-network.ts';
import type { Withheld } from './figure.ts';
import { countOptions, findStep } from './interval.ts';
import { judgeChanges } from './judge-changes.ts';
import { findT } from './quantiles.ts';
import { comparePartners, type Pair } from './score-partner-change.ts';
import { type PartnerMeans, scorePartners } from './score-partners.ts';
import { minimum, rules } from './scores.ts';
import { shareItems } from './share-items.ts';
import { describeSpread } from './spread.ts';

const notDefined: Withheld = { withheld: 'undefined' };

/** What is known of the earlier round besides its answers. */
export interface EarlierRound {
  /** Kept for disclosure. */
  read?: AlreadyRead | undefined;
  /** The rules that its own scores were stored with. */
  rules?: string | undefined;
}

/**
 * Compares the answers of two rounds, whatever rules each was scored by; `undefined` when they share no item. Facets are
 * judged together, and concepts together.
 */
export function scoreChange(
  now: AnswerTable,
  before: AnswerTable,
  { read, rules: rulesThen }: EarlierRound = {},
): Change | Withheld {
  const shared = shareItems(now.instrument, before.instrument);
  if (!shared) return notDefined;
  const rounds = { now: now.restrict(shared), before: before.restrict(shared) };
  const partnersThen = new Map(scorePartners(rounds.before).map((partner) => [partner.id, partner]));
  const pairs = scorePartners(rounds.now).map((partner): Pair => {
    const then = partnersThen.get(partner.id);
    partnersThen.delete(partner.id);
    return { id: partner.id, now: partner, then };
  });
  const gone = [...partnersThen.values()].map((then): Pair => ({ id: then.id, now: undefined, then }));
  const all = [...pairs, ...gone];
  const facetIds = listFacetIds(shared);
  const conceptIds = shared.concepts.map((concept) => concept.id);
  const parts = {
    facets: shared.concepts.flatMap((concept) => concept.facets.map(({ items }) => [items.length])),
    concepts: shared.concepts.map((concept) => concept.facets.map(({ items }) => items.length)),
  };
  const compare = (part: 'facets' | 'concepts', ids: string[]) => (id: string) =>
    ids.includes(id)
      ? compareFigure(
          { id, scale: shared.scale, items: parts[part][ids.indexOf(id)]! },
          all,
          (means) => means[part][ids.indexOf(id)],
        )
      : { id, ...notDefined };
  const concepts = now.instrument.concepts.map(({ id }) => compare('concepts', conceptIds)(id));
  const { id, version } = before.instrument;
  return {
    since: {
      id,
      version,
      hash: hashInstrument(before.instrument),
      ...(rulesThen !== undefined && rulesThen !== rules && { rules: rulesThen }),
    },
    sharedItems: listItems(shared).length,
    facets: judgeAll(shared, listFacetIds(now.instrument).map(compare('facets', facetIds))),
    concepts: judgeAll(shared, concepts).map((score) => markSkipped(score, shared, all)),
    partners: comparePartners(rounds, pairs, gone),
    ...(read && { read }),
  };
}

function listFacetIds(instrument: Instrument): string[] {
  return instrument.concepts.flatMap((concept) => concept.facets.map((facet) => facet.id));
}

/** A difference that is not judged yet, with its standard error. */
type Unjudged = { id: string } & (
  | (Omit<Extract<ChangeScore, { difference: number }>, 'id' | 'verdict' | 'smallest'> & { error: number })
  | Withheld
);

/**
 * Mean difference of matched partners with its 95% interval; a sample of differences, so no finite population. Its variance
 * is never below the resolution of the scale, 2g²/(12m) for a difference of two scores: partners that all moved alike on a
 * few steps do not make it sure. `items`: how many there are in each part of it.
 */
function compareFigure(
  { id, scale, items }: { id: string; scale: Scale; items: readonly number[] },
  pairs: readonly Pair[],
  find: (means: PartnerMeans) => number | undefined,
): Unjudged {
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
  if (!spread || spread.n < minimum) return { id, withheld: 'minimum' };
  const floor = findStep(items) ** 2 / 6;
  const error = Math.sqrt(Math.max(spread.squares / (spread.n - 1), floor) / spread.n);
  const reach = findT(0.975, spread.n - 1) * error;
  return {
    id,
    m: spread.n,
    difference: spread.mean,
    error,
    ci: [spread.mean - reach, spread.mean + reach],
    joiners: describeGroup(joiners),
    leavers: describeGroup(leavers),
    groups,
    options: countOptions(
      items.reduce((sum, count) => sum + count, 0),
      scale,
    ),
  };
}

/** Gives those that have a difference their verdict, together. */
function judgeAll(instrument: Instrument, figures: readonly Unjudged[]): ChangeScore[] {
  const known = figures.filter((figure) => 'difference' in figure);
  const differences = known.map(({ difference, error, m }) => ({ d: difference, error, m }));
  const judged = judgeChanges(differences, findSmallestDifference(instrument.scale));
  return figures.map((figure) => {
    if (!('difference' in figure)) return figure;
    const { id, m, difference, ci, error: _error, ...others } = figure;
    const { verdict, smallest } = judged[known.indexOf(figure)]!;
    return { id, m, difference, ci, verdict, smallest, ...others };
  });
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
