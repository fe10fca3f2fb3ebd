/** What may be shown of the network as a whole. Part of `disclose.ts`, which explains the rules. */
import type { Scale } from '../survey/instrument.ts';
import { isWithheld, type Withheld } from './figure.ts';
import {
  mustWait,
  roundAgreement,
  roundIndex,
  roundMean,
  roundSpread,
  type Steps,
  widenInterval,
} from './resolution.ts';
import {
  type ConditionScore,
  type Contacts,
  type FacetScore,
  minimum,
  type PartnerContacts,
  type Reader,
  type Scores,
} from './scores.ts';
import { isNobodyOrEnough, notYours, pick, pickPresent, showReason, tooFew } from './withholding.ts';

/** What a partner reports, and what others report of it. */
const ofItselfAlone = {
  inDegree: notYours,
  outDegree: notYours,
  familiarity: notYours,
  dependence: notYours,
};

export function discloseFacet(
  facet: FacetScore,
  scale: Scale | undefined,
  steps: Steps,
  enough: boolean,
): FacetScore {
  if (!enough || !scale || isWithheld(facet) || facet.n < minimum || mustWait(steps, facet.options))
    return { id: facet.id, concept: facet.concept, ...tooFew };
  const resolution = steps.fine(facet.n, facet.options);
  return {
    ...pick(facet, ['id', 'concept', 'n']),
    mean: roundMean(facet.mean, resolution, scale),
    sd: roundSpread(facet.sd, resolution, scale),
    ad: roundSpread(facet.ad, resolution, scale),
    rwg: resolution.hasSpread ? roundAgreement(facet.rwg) : tooFew,
    index: roundIndex(facet.index, resolution),
    ci: widenInterval(facet.ci, resolution, scale),
    ...pick(facet, ['class', 'certainty']),
  };
}

/** `scale` is that of the statements, for scores that were stored without the one of the conditions: it is the same. */
export function discloseCondition(
  condition: ConditionScore,
  scale: Scale | undefined,
  steps: Steps,
  enough: boolean,
): ConditionScore {
  const own = isWithheld(condition) ? undefined : (condition.scale ?? scale);
  if (!enough || !own || isWithheld(condition) || condition.n < minimum || !steps.isFinal)
    return { id: condition.id, ...tooFew };
  const resolution = steps.fine(condition.n, own.max - own.min + 1);
  return {
    ...pick(condition, ['id', 'n']),
    mean: roundMean(condition.mean, resolution, own),
    sd: roundSpread(condition.sd, resolution, own),
    ad: roundSpread(condition.ad, resolution, own),
    ci: widenInterval(condition.ci, resolution, own),
    ...pick(condition, ['class', 'certainty']),
  };
}

/** How often there is contact waits for the end: each answer that comes in would show itself in it. */
export function discloseMap({ map, ties }: Scores, { isFinal }: Steps): Scores['map'] {
  if (isWithheld(map) || isWithheld(ties) || ties.reporters < minimum) return showReason(ties);
  return {
    nodes: map.nodes.map((node) => pick(node, ['id', 'name', 'kind', 'size'])),
    edges: map.edges.map((edge) =>
      isFinal ? pickPresent(edge, ['from', 'to', 'frequency']) : pick(edge, ['from', 'to']),
    ),
  };
}

export function discloseContacts({ map, ties }: Scores, reader: Reader): Contacts | Withheld {
  if (isWithheld(ties) || ties.reporters < minimum) return showReason(ties);
  const enoughPairs = (pairs: number | undefined) => (pairs ?? 0) >= minimum;
  const isMutualHidden = !isNobodyOrEnough(ties.reciprocityPairs ?? 0);
  return {
    ...pick(ties, ['reporters']),
    // All reports minus the lines of the map leaves the pairs in which both sides reported.
    ...(isMutualHidden
      ? { density: tooFew, densityBounds: tooFew }
      : pick(ties, ['density', 'densityBounds'])),
    ...(enoughPairs(ties.reciprocityPairs) ? pick(ties, ['reciprocity']) : { reciprocity: tooFew }),
    ...pick(ties, ['centralization']),
    ...(enoughPairs(ties.asymmetryPairs) ? pick(ties, ['asymmetry']) : { asymmetry: tooFew }),
    partners: ties.partners.map((partner) =>
      reader.kind === 'partner' && partner.id === reader.partner
        ? {
            ...pick(partner, [
              'id',
              'degree',
              'inDegree',
              'outDegree',
              'betweenness',
              'familiarity',
              'dependence',
            ]),
            ...(isSaidByEnough({ map, ties }, partner) ? {} : heldBack(partner)),
          }
        : { ...pick(partner, ['id', 'degree', 'betweenness']), ...ofItselfAlone },
    ),
  };
}

/**
 * What others said of a partner needs five of them. The map names those with whom there is contact, and nearly all that
 * was said comes from them: with one to four, it would be clear who said it.
 */
function isSaidByEnough(
  { map, ties }: { map: Scores['map']; ties: Contacts },
  { id }: PartnerContacts,
): boolean {
  const reporters = new Set(ties.partners.flatMap((one) => (isWithheld(one.outDegree) ? [] : [one.id])));
  reporters.delete(id);
  const edges = isWithheld(map) ? [] : map.edges;
  const named = edges.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []));
  return reporters.size >= minimum && isNobodyOrEnough(named.filter((other) => reporters.has(other)).length);
}

/** Withheld; but a question that was not asked still says so. */
function heldBack({ familiarity, dependence }: PartnerContacts) {
  return { inDegree: tooFew, familiarity: showReason(familiarity), dependence: showReason(dependence) };
}
