/** What can be done about a facet: the ideas of the network itself first, then those of the library. */

import { isWithheld } from '../../scoring/figure.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { findFacet, namePart, titlePart } from '../words/name-part.ts';
import { wordTexts } from '../words/texts.ts';
import { listRecommendations, type Recommendation } from './list-recommendations.ts';

export interface Advice {
  /** Theme and part. */
  about: string;
  /** At least one. */
  recommendations: Recommendation[];
}

/** The ideas for these facets, in the order given. */
export function listAdvice(input: FactsheetInput, facets: readonly string[]): Advice[] {
  const { instrument, scores, language, localRecommendations } = input;
  return facets.map((id) => {
    const { concept, facet } = findFacet(instrument, id);
    const name = namePart(facet, language);
    const score = scores.facets.find((one) => one.id === id);
    const facetClass = score && !isWithheld(score) ? score.class : 'weak';
    return {
      about: wordTexts(language)('words.advice.about', {
        concept: titlePart(concept, language),
        facet: name,
      }),
      recommendations: listRecommendations(language, id, facetClass, name, localRecommendations),
    };
  });
}
