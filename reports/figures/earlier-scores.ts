/** Where a concept or facet stood in the previous round, as that round was shown; nothing where other questions were asked. */
import { isWithheld } from '../../scoring/figure.ts';
import { isSamePart } from '../words/same-part.ts';
import type { FactsheetInput } from './factsheet-input.ts';
import type { Part } from './list-parts.ts';

/** In points of the score; undefined when it is not known or may not be shown. */
export function scoreThen(
  { instrument, previousRound }: Pick<FactsheetInput, 'instrument' | 'previousRound'>,
  { id, isConcept }: Pick<Part, 'id' | 'isConcept'>,
): number | undefined {
  const earlier = previousRound?.result;
  if (!earlier || !isSamePart(instrument, earlier.instrument, id)) return undefined;
  const score = (isConcept ? earlier.scores.concepts : earlier.scores.facets).find((part) => part.id === id);
  return score && !isWithheld(score) ? score.index : undefined;
}
