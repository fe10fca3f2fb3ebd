/** The concepts as the factsheet shows them: strengths beside weaknesses, and the rest apart. */

import { isWithheld } from '../../scoring/figure.ts';
import type { FacetClass } from '../../scoring/scores.ts';
import { findChange, type PartChange } from '../figures/describe-change.ts';
import { describeFacet, describeFigures } from '../figures/describe-figures.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { namePart, titlePart } from '../words/name-part.ts';
import { wordTexts } from '../words/texts.ts';

export interface FacetView {
  id: string;
  /** With a capital; `term` is how it is called within a sentence. */
  name: string;
  term: string;
  class: FacetClass;
  sentence: string;
  /** 'duidelijk', or that partners are unequal on it; empty when the sentence says that it is likely. */
  verdict: string;
  figures: string;
  /** How it demonstrably changed since the previous round; missing when it did not. */
  change?: PartChange;
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

export function listConcepts(input: FactsheetInput): ConceptView[] {
  const { instrument, scores, language } = input;
  const format = formatsOf(language);
  const t = wordTexts(language);
  return instrument.concepts.map((concept) => {
    const withheld: string[] = [];
    const facets: FacetView[] = [];
    for (const facet of concept.facets) {
      const term = namePart(facet, language);
      const score = scores.facets.find(({ id }) => id === facet.id);
      const change = findChange(input, { id: facet.id, isConcept: false });
      if (score === undefined || isWithheld(score)) {
        withheld.push(term);
        continue;
      }
      facets.push({
        id: facet.id,
        name: titlePart(facet, language),
        term,
        class: score.class,
        sentence: describeFacet(facet.id, score, language),
        verdict:
          score.certainty === 'likely'
            ? ''
            : t(score.class === 'unequal' ? 'words.class.unequal' : 'words.class.clear'),
        figures: describeFigures(score, instrument.scale, language),
        ...(change?.mark && { change }),
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
