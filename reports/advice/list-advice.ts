/** What the factsheet advises: ideas for each weakness, and one line each for the rest where there is room. */

import { isWithheld } from '../../scoring/figure.ts';
import type { FacetClass, FacetFigures } from '../../scoring/scores.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { findFacet, namePart, titlePart } from '../words/name-part.ts';
import { wordTexts } from '../words/texts.ts';
import { listRecommendations, type Recommendation } from './list-recommendations.ts';

/** For one weakness: a longer list keeps people from starting. */
const maxIdeas = 2;
/** In all, weaknesses first: a network with much to mend is not told what to keep as well. */
const maxSubjects = 6;

/** A weakness with what can be done about it. */
export interface Advice {
  /** Theme and part; `facet` is the part alone, for where there is little room. */
  about: string;
  facet: string;
  recommendations: Recommendation[];
}

/** One line about a facet that is no weakness: a small step, or how to keep it. */
export interface ShortAdvice {
  class: FacetClass;
  mark: string;
  about: string;
  action: string;
  source: string;
}

/** The ideas for these weaknesses, in the order given. */
export function listAdvice(input: FactsheetInput, weaknesses: readonly string[]): Advice[] {
  const { instrument, language } = input;
  return weaknesses.map((id) => {
    const { concept, facet } = findFacet(instrument, id);
    const score = findScore(input, id);
    return {
      about: wordTexts(language)('words.advice.about', {
        concept: titlePart(concept, language),
        facet: namePart(facet, language),
      }),
      facet: titlePart(facet, language),
      recommendations: recommend(input, id, score?.class ?? 'weak').slice(0, maxIdeas),
    };
  });
}

/** First what is nearest to weak, then what is strongest, as far as the weaknesses leave room. */
export function listShortAdvice(input: FactsheetInput, weaknesses: readonly string[]): ShortAdvice[] {
  const { instrument, language } = input;
  const facets = instrument.concepts
    .flatMap((concept) => concept.facets)
    .flatMap((facet) => {
      const score = findScore(input, facet.id);
      return score ? [{ facet, score }] : [];
    });
  const attention = facets
    .filter(({ score }) => score.class === 'attention')
    .sort((a, b) => a.score.mean - b.score.mean);
  const strong = facets
    .filter(({ score }) => score.class === 'strong')
    .sort((a, b) => b.score.mean - a.score.mean);
  return [...attention, ...strong]
    .slice(0, Math.max(0, maxSubjects - weaknesses.length))
    .map(({ facet, score }) => {
      const [{ action, source }] = recommend(input, facet.id, score.class) as [Recommendation];
      return {
        class: score.class,
        mark: score.class === 'strong' ? '+' : '±',
        about: titlePart(facet, language),
        action,
        source,
      };
    });
}

function recommend(
  { instrument, language, localRecommendations }: FactsheetInput,
  facetId: string,
  facetClass: FacetClass,
): Recommendation[] {
  const name = namePart(findFacet(instrument, facetId).facet, language);
  return listRecommendations(language, facetId, facetClass, name, localRecommendations);
}

function findScore({ scores }: FactsheetInput, facetId: string): FacetFigures | undefined {
  const score = scores.facets.find(({ id }) => id === facetId);
  return score === undefined || isWithheld(score) ? undefined : score;
}
