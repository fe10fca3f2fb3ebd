/** Checks a recommendation that a network wrote itself, and gives what to store. */
import type { FacetClass } from '../../../scoring/scores.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';

export const facetClasses: readonly FacetClass[] = ['weak', 'unequal', 'attention', 'strong'];

export interface LocalRecommendationInput {
  facet: string;
  /** Empty: for any outcome. */
  class: string;
  action: string;
  text: string;
  who: string;
  firstStep: string;
}

/** Or all problems at once. */
export function checkLocalRecommendation(input: LocalRecommendationInput) {
  const [action, text] = [tidyText(input.action), tidyText(input.text)];
  const [who, firstStep] = [tidyText(input.who), tidyText(input.firstStep)];
  const isFacet = latestInstrument.concepts.some(({ facets }) => facets.some(({ id }) => id === input.facet));
  const facetClass = facetClasses.find((one) => one === input.class);
  const problems: Problem[] = [
    ...(isFacet ? [] : [{ where: 'facet', code: 'chooseFacet' } as const]),
    ...(facetClass || input.class === '' ? [] : [{ where: 'class', code: 'chooseOutcome' } as const]),
    ...checkText('action', action, { max: 70 }),
    ...checkText('text', text, { max: 240 }),
    ...checkText('who', who, { max: 150 }),
    ...checkText('firstStep', firstStep, { max: 140 }),
  ];
  if (problems.length > 0) throw refuseProblems(problems);
  return { facet: input.facet, class: facetClass ?? null, action, text, who, firstStep };
}
