/**
 * What may be shown of a concept. Part of `disclose.ts`, which explains the rules.
 *
 * A concept is the mean of a partner's facets, over those that it has a score on. So n × the concept minus the facets,
 * each n × its mean, can cancel all who have scores on the same facets, and leave a sum over the others, who skipped
 * one. For one to four of them that tells what they scored. So behind each choice of facets there must be nobody or
 * five partners; else the concept is rounded to a whole point of the index. With n partners, the mean of g of them can
 * then be n/g points higher or lower, so never less than 1.25.
 */
import type { Scale } from '../survey/instrument.ts';
import {
  type ConceptFigures,
  type ConceptScore,
  type Interval,
  isWithheld,
  minimum,
  type Scores,
} from './scores.ts';
import { isNobodyOrEnough, pick, pickPresent, tooFew } from './withholding.ts';

export function discloseConcept(scores: Scores, concept: ConceptScore, enough: boolean): ConceptScore {
  if (!enough || isWithheld(concept) || concept.n < minimum) return { id: concept.id, ...tooFew };
  const exact = pick(concept, ['id', 'n', 'mean', 'sd', 'ad', 'index', 'ci']);
  const figures = isExact(scores, concept.id) ? exact : roundConcept(exact, scores.instrument.scale);
  if (!figures) return { id: concept.id, ...tooFew };
  const agree = (concept.iccPartners ?? 0) >= minimum;
  return {
    ...figures,
    ...discloseAgreement(concept, agree),
    ...discloseReliability(concept),
  };
}

const agreement = ['icc1', 'icc2', 'icc1Ci', 'icc2Ci', 'reliability'] as const;

function discloseAgreement(
  concept: ConceptFigures,
  enough: boolean,
): Pick<ConceptFigures, (typeof agreement)[number]> {
  const figures = pickPresent(concept, agreement);
  if (enough) return figures;
  return Object.fromEntries(Object.keys(figures).map((key) => [key, tooFew])) as unknown as typeof figures;
}

function isExact(scores: Scores, conceptId: string): boolean {
  return listAlike(scores, conceptId).every((alike) => isNobodyOrEnough(alike.length));
}

/** The groups that subtraction can leave, for each concept that is shown exactly. */
export function listExactGroups(scores: Scores): string[][] {
  return scores.concepts.flatMap(({ id }) => (isExact(scores, id) ? listAlike(scores, id) : []));
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

/** Undefined for scores that were stored without their scale. The interval moves along with the mean. */
function roundConcept<Figures extends Pick<ConceptFigures, 'mean' | 'index' | 'ci'>>(
  figures: Figures,
  scale: Scale | undefined,
): (Figures & { rounded: true }) | undefined {
  if (!scale) return undefined;
  const mean = scale.min + roundPoints(figures.mean - scale.min, scale);
  return {
    ...figures,
    mean,
    index: Math.round(figures.index),
    ci: moveInterval(figures.ci, mean - figures.mean),
    rounded: true,
  };
}

/** A difference on the scale of the answers, to a whole point of the index. */
export function roundPoints(difference: number, { min, max }: Scale): number {
  return (Math.round((100 * difference) / (max - min)) * (max - min)) / 100;
}

export function moveInterval<Bounds extends ConceptFigures['ci']>(ci: Bounds, by: number): Bounds {
  return isWithheld(ci) ? ci : ((ci as Interval).map((bound) => bound + by) as Bounds);
}

function discloseReliability({ alpha, omega }: ConceptFigures): Pick<ConceptFigures, 'alpha' | 'omega'> {
  if (isWithheld(alpha) || (alpha.partners ?? 0) < minimum) return { alpha: tooFew, omega: tooFew };
  const items = alpha.items.map((item) => pick(item, ['id', 'itemRest', 'alphaWithout']));
  return {
    alpha: { ...pick(alpha, ['n', 'value', 'ci', 'unstable']), items },
    omega: isWithheld(omega) ? pick(omega, ['withheld']) : omega,
  };
}
