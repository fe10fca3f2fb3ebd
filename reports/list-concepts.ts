/** The concepts as the factsheet shows them: what is strong beside what is weak, and the rest apart. */
import { type FacetClass, type FacetFigures, isWithheld } from '../scoring/scores.ts';
import { describeClass, describeFigures } from './describe-figures.ts';
import type { FactsheetInput } from './factsheet-input.ts';
import { formatsOf } from './format-figures.ts';
import { namePart, titlePart } from './name-part.ts';
import { findFacetSentence } from './texts.ts';

export interface FacetView {
  id: string;
  /** With a capital, and as it stands in a sentence. */
  name: string;
  term: string;
  class: FacetClass;
  sentence: string;
  /** What its column does not say yet: that it is only likely, or unequal. Else empty. */
  verdict: string;
  figures: string;
}

export interface ConceptView {
  id: string;
  name: string;
  /** Empty when the score of the concept is withheld. */
  figures: string;
  strengths: FacetView[];
  weaknesses: FacetView[];
  attention: FacetView[];
  /** The facets that may not be shown, as a list in words; empty when there are none. */
  withheld: string;
  /** The facets that are neither strong nor weak, as a list in words. */
  attentionTerms: string;
}

function isWeakness(facetClass: FacetClass): boolean {
  return facetClass === 'weak' || facetClass === 'unequal';
}

function isWorthSaying(score: FacetFigures): boolean {
  return score.certainty === 'likely' || score.class === 'unequal';
}

export function listConcepts({ instrument, scores, language }: FactsheetInput): ConceptView[] {
  const format = formatsOf(language);
  return instrument.concepts.map((concept) => {
    const withheld: string[] = [];
    const facets: FacetView[] = [];
    for (const facet of concept.facets) {
      const term = namePart(facet, language);
      const score = scores.facets.find(({ id }) => id === facet.id);
      if (score === undefined || isWithheld(score)) {
        withheld.push(term);
        continue;
      }
      facets.push({
        id: facet.id,
        name: titlePart(facet, language),
        term,
        class: score.class,
        sentence: findFacetSentence(language, facet.id, score.class),
        verdict: isWorthSaying(score) ? describeClass(score, language) : '',
        figures: describeFigures(score, instrument.scale, language),
      });
    }
    const score = scores.concepts.find(({ id }) => id === concept.id);
    const attention = facets.filter((facet) => facet.class === 'attention');
    return {
      id: concept.id,
      name: titlePart(concept, language),
      figures: score && !isWithheld(score) ? describeFigures(score, instrument.scale, language) : '',
      strengths: facets.filter((facet) => facet.class === 'strong'),
      weaknesses: facets.filter((facet) => isWeakness(facet.class)),
      attention,
      attentionTerms: format.list(attention.map((facet) => facet.term)),
      withheld: format.list(withheld),
    };
  });
}
