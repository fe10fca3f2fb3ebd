/**
 * What may be shown of a concept. Part of `disclose.ts`, which explains the rules.
 *
 * A concept is the mean of a partner's facets, over those that it has a score on. So n × the concept minus the facets,
 * each n × its mean, can cancel all who have scores on the same facets, and leave a sum over the others, who skipped
 * one. For one to four of them that tells what they scored. So behind each choice of facets there must be nobody or
 * five partners; else all of the concept is shown as coarsely as if five partners stood behind it.
 */

import { type Interval, isWithheld, type Withheld } from './figure.ts';
import {
  mustWait,
  roundIndex,
  roundMean,
  roundShare,
  roundSpread,
  type Steps,
  widenInterval,
  widenShares,
} from './resolution.ts';
import {
  type Alpha,
  type ConceptFigures,
  type ConceptScore,
  minimum,
  type PartnerReliability,
  type Scores,
} from './scores.ts';
import { isNobodyOrEnough, notYours, pick, tooFew } from './withholding.ts';

/** α and ω of fewer tell too much of what each answered, and are unstable besides. */
const leastForReliability = { respondents: 30, partners: 10 };

export function discloseConcept(
  scores: Scores,
  concept: ConceptScore,
  steps: Steps,
  enough: boolean,
): ConceptScore {
  const { scale } = scores.instrument;
  if (!enough || !scale || isWithheld(concept) || concept.n < minimum || mustWait(steps, concept.options))
    return { id: concept.id, ...tooFew };
  const isCoarse = !isFine(scores, concept.id);
  const resolution = steps[isCoarse ? 'coarse' : 'fine'](concept.n, concept.options);
  const agree = resolution.hasSpread && (concept.iccPartners ?? 0) >= minimum;
  return {
    ...pick(concept, ['id', 'n']),
    mean: roundMean(concept.mean, resolution, scale),
    sd: roundSpread(concept.sd, resolution, scale),
    ad: roundSpread(concept.ad, resolution, scale),
    index: roundIndex(concept.index, resolution),
    ci: widenInterval(concept.ci, resolution, scale),
    ...discloseAgreement(concept, agree),
    ...(steps.isFinal ? discloseReliability(concept) : { alpha: tooFew, omega: tooFew }),
    ...(isCoarse && { coarse: true }),
  };
}

/** How alike colleagues are; scores of rules 1 have no intervals of it, and no reliability. */
function discloseAgreement(
  { icc1, icc2, icc1Ci, icc2Ci, reliability }: ConceptFigures,
  enough: boolean,
): Pick<ConceptFigures, 'icc1' | 'icc2' | 'icc1Ci' | 'icc2Ci' | 'reliability'> {
  const share = (figure: number | Withheld) => (enough ? roundShare(figure) : tooFew);
  const bounds = (ci: Interval | Withheld) =>
    !enough ? tooFew : isWithheld(ci) ? pick(ci, ['withheld']) : widenShares(ci);
  return {
    icc1: share(icc1),
    icc2: share(icc2),
    ...(icc1Ci && { icc1Ci: bounds(icc1Ci) }),
    ...(icc2Ci && { icc2Ci: bounds(icc2Ci) }),
    ...(reliability && {
      reliability: !enough
        ? tooFew
        : isWithheld(reliability)
          ? pick(reliability, ['withheld'])
          : roundReliability(reliability),
    }),
  };
}

function roundReliability({ respondents, value, needed }: PartnerReliability): PartnerReliability {
  return {
    respondents: roundShare(respondents) as number,
    value: roundShare(value) as number,
    needed: Math.ceil(needed),
  };
}

function isFine(scores: Scores, conceptId: string): boolean {
  return listAlike(scores, conceptId).every((alike) => isNobodyOrEnough(alike.length));
}

/** The groups that subtraction can leave, for each concept that is not shown coarsely. */
export function listFineGroups(scores: Scores): string[][] {
  return scores.concepts.flatMap(({ id }) => (isFine(scores, id) ? listAlike(scores, id) : []));
}

/** The partners with scores on the same facets of a concept: they count alike in any sum of facets and concept. */
function listAlike({ facets, partners }: Scores, conceptId: string): string[][] {
  const own = facets.filter(({ concept }) => concept === conceptId);
  const groups = Map.groupBy(partners, (partner) =>
    isWithheld(partner)
      ? ''
      : own
          .filter(({ id }) => partner.facets[id] && !isWithheld(partner.facets[id]))
          .map(({ id }) => id)
          .join(' '),
  );
  groups.delete('');
  return [...groups.values()].map((alike) => alike.map(({ id }) => id));
}

/** Of the items nothing: with their table whole answer sheets were found. */
function discloseReliability({ alpha, omega }: ConceptFigures): Pick<ConceptFigures, 'alpha' | 'omega'> {
  if (isWithheld(alpha) || !isLarge(alpha)) return { alpha: tooFew, omega: tooFew };
  return {
    alpha: {
      // Down to tens: beside the number of respondents the exact one counts those who skipped something.
      n: Math.floor(alpha.n / 10) * 10,
      unstable: alpha.unstable,
      value: roundShare(alpha.value) as number,
      ci: isWithheld(alpha.ci) ? pick(alpha.ci, ['withheld']) : widenShares(alpha.ci),
      items: alpha.items.map(({ id }) => ({ id, itemRest: notYours, alphaWithout: notYours })),
    },
    omega: isWithheld(omega) ? pick(omega, ['withheld']) : roundShare(omega),
  };
}

function isLarge({ n, partners = 0 }: Alpha): boolean {
  return n >= leastForReliability.respondents && partners >= leastForReliability.partners;
}
