/** The concepts as the factsheet shows them: strengths beside weaknesses, and the rest apart. */

import { isWithheld } from '../../scoring/figure.ts';
import type { FacetClass } from '../../scoring/scores.ts';
import { isWeakness } from '../advice/choose-advice.ts';
import { findChange, type PartChange } from '../figures/describe-change.ts';
import { describeClass, describeFacet, describeFigures, describeScore } from '../figures/describe-figures.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { namePart, titlePart } from '../words/name-part.ts';

export interface FacetView {
  name: string;
  class: FacetClass;
  sentence: string;
  /** That partners are, or maybe are, unequal on it; else empty. */
  verdict: string;
  /** Its score; with the partners behind it where they are not as many as behind its theme. */
  figures: string;
  /** How it demonstrably changed since the previous round; missing when it did not. */
  change?: PartChange;
}

export interface ConceptView {
  name: string;
  /** Empty when the score of the concept is withheld. */
  figures: string;
  strengths: FacetView[];
  weaknesses: FacetView[];
  attention: FacetView[];
  /** The facets that may not be shown, as a list in words; empty when there are none. */
  withheld: string;
}

export function listConcepts(input: FactsheetInput): ConceptView[] {
  const { instrument, scores, language } = input;
  const format = formatsOf(language);
  return instrument.concepts.map((concept) => {
    const own = scores.concepts.find(({ id }) => id === concept.id);
    const partners = own && !isWithheld(own) ? own.n : undefined;
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
        name: titlePart(facet, language),
        class: score.class,
        sentence: describeFacet(facet.id, score, language),
        verdict: score.class === 'unequal' ? describeClass(score, language) : '',
        figures: score.n === partners ? describeScore(score, language) : describeFigures(score, language),
        ...(change?.mark && { change }),
      });
    }
    return {
      name: titlePart(concept, language),
      figures: own && !isWithheld(own) ? describeFigures(own, language) : '',
      strengths: facets.filter((facet) => facet.class === 'strong'),
      weaknesses: facets.filter((facet) => isWeakness(facet.class)),
      attention: facets.filter((facet) => facet.class === 'attention'),
      withheld: format.list(withheld),
    };
  });
}
