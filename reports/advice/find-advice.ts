/** What the factsheet advises about one facet: the first idea of the network itself or of the library. */

import type { FacetClass } from '../../scoring/scores.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { findFacet, namePart } from '../words/name-part.ts';
import { listRecommendations, type Recommendation } from './list-recommendations.ts';

/** The idea for a facet of this class. */
export function findAdvice(
  { instrument, language, localRecommendations }: FactsheetInput,
  { id, class: facetClass }: { id: string; class: FacetClass },
): Recommendation {
  const name = namePart(findFacet(instrument, id).facet, language);
  return listRecommendations(language, id, facetClass, name, localRecommendations)[0]!;
}
