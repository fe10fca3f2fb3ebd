/**
 * One partner beside its network, by the verdict of the scores. Those of rules 1 have none: then two scores less than a
 * quarter of a point apart, on a scale of 1 to 5, are called about equal. A change must be that large to count, too.
 */

import { isWithheld } from '../../scoring/figure.ts';
import type { Comparison, PartnerFigures } from '../../scoring/scores.ts';
import { isBelow } from '../../scoring/tolerance.ts';
import type { FactsheetInput } from './factsheet-input.ts';
import { listParts, type Part } from './list-parts.ts';

/** In points of the index. */
export const smallestDifference = 6.25;

/** A concept or facet with the partner's own index beside the network's score. */
export interface ComparedPart extends Part {
  /** Missing when withheld. */
  own?: number;
  /** Own minus network, in points of the index, and what we call it; only where both are shown. */
  difference?: number;
  comparison?: Comparison;
  /** Do the partner's own people differ too much for one mean? Missing when there are too few of them. */
  isDivided?: boolean;
}

/** Each concept, followed by its facets. */
export function comparePartner(input: FactsheetInput, partner: PartnerFigures): ComparedPart[] {
  return listParts(input).map((part) => {
    const figure = (part.isConcept ? partner.concepts : partner.facets)[part.id];
    if (figure === undefined || isWithheld(figure)) return part;
    const compared = { ...part, own: figure.index, isDivided: figure.divided };
    if (part.score === undefined) return compared;
    const difference = figure.index - part.score.index;
    return { ...compared, difference, comparison: figure.comparison ?? compare(difference) };
  });
}

function compare(difference: number): Comparison {
  if (isBelow(Math.abs(difference), smallestDifference)) return 'equal';
  return difference > 0 ? 'higher' : 'lower';
}
