/**
 * Which facets the factsheet gives advice about: those that the coordinator chose, or else by a rule: weaknesses before
 * points of attention, clear ones before likely ones, the weakest first, and none that has an agreement which is not
 * done yet. Only where everything is strong is it about how to keep that.
 */
import { isWithheld } from '../../scoring/figure.ts';
import type { FacetClass, FacetFigures } from '../../scoring/scores.ts';
import type { EarlierAgreement, FactsheetInput } from '../figures/factsheet-input.ts';

/** More keeps people from starting. */
export const maxAdvice = 3;

export type RankedFacet = { id: string } & FacetFigures;

const order: Record<FacetClass, number> = { weak: 0, unequal: 0, attention: 1, strong: 2 };

/** Unequal counts as a weakness too. */
export function isWeakness(facetClass: FacetClass): boolean {
  return order[facetClass] === 0;
}

/**
 * The facets that may be shown, from what to work on first to what is strongest; of equal scores the surest first, and
 * then in the order of the instrument.
 */
export function rankFacets({ instrument, scores }: FactsheetInput): RankedFacet[] {
  const shown = instrument.concepts
    .flatMap((concept) => concept.facets)
    .flatMap(({ id }) => {
      const score = scores.facets.find((facet) => facet.id === id);
      return score && !isWithheld(score) ? [score] : [];
    });
  const rank = ({ class: own, certainty }: RankedFacet) => {
    const unsure = certainty === 'likely' ? 1 : 0;
    // What is only likely to be strong comes before what clearly is.
    return 2 * order[own] + (own === 'strong' ? 1 - unsure : unsure);
  };
  const reach = ({ ci }: RankedFacet) => (isWithheld(ci) ? 0 : ci[1] - ci[0]);
  return shown.sort((a, b) => rank(a) - rank(b) || a.mean - b.mean || reach(a) - reach(b));
}

/** The agreement about this facet that is not done yet; the latest one when there are more. */
export function findUnderWay(
  { agreements = [] }: FactsheetInput,
  facet: string,
): EarlierAgreement | undefined {
  return agreements.findLast((agreement) => agreement.facet === facet && agreement.state !== 'done');
}

/** Those chosen by the coordinator that may be shown, or else the first by the rule. */
export function chooseAdvice(input: FactsheetInput): RankedFacet[] {
  const ranked = rankFacets(input);
  const chosen = input.chosenAdvice?.flatMap((id) => ranked.find((facet) => facet.id === id) ?? []);
  if (chosen && chosen.length > 0) return chosen.slice(0, maxAdvice);
  const toWorkOn = ranked.filter((facet) => facet.class !== 'strong');
  const open = (toWorkOn.length > 0 ? toWorkOn : ranked).filter(({ id }) => !findUnderWay(input, id));
  return open.slice(0, maxAdvice);
}
