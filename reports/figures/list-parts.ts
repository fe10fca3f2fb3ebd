/** Concepts and facets in the order in which charts and tables list them, each with its score if it may be shown. */

import { isWithheld, type Withheld } from '../../scoring/figure.ts';
import type { ConceptFigures, FacetFigures } from '../../scoring/scores.ts';
import { namePart, titlePart } from '../words/name-part.ts';
import type { FactsheetInput } from './factsheet-input.ts';

export interface Part {
  id: string;
  isConcept: boolean;
  /** The concept that it belongs to, or is. */
  concept: string;
  /** With a capital; `term` is how it is called within a sentence. */
  name: string;
  term: string;
  /** Missing when withheld. */
  score?: FacetFigures | ConceptFigures;
}

/** Each concept, followed by its facets. */
export function listParts({ instrument, scores, language }: FactsheetInput): Part[] {
  return instrument.concepts.flatMap((concept): Part[] => [
    {
      id: concept.id,
      isConcept: true,
      concept: concept.id,
      name: titlePart(concept, language),
      term: namePart(concept, language),
      score: shown(scores.concepts.find(({ id }) => id === concept.id)),
    },
    ...concept.facets.map((facet) => ({
      id: facet.id,
      isConcept: false,
      concept: concept.id,
      name: titlePart(facet, language),
      term: namePart(facet, language),
      score: shown(scores.facets.find(({ id }) => id === facet.id)),
    })),
  ]);
}

function shown<T extends object>(score: T | undefined): Exclude<T, Withheld> | undefined {
  return score === undefined || isWithheld(score) ? undefined : (score as Exclude<T, Withheld>);
}
