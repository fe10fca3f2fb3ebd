/**
 * The conclusion and how far it reaches. All weaknesses are listed, in the order of the instrument; a strength
 * makes up for none of them.
 */
import type { Instrument } from '../survey/instrument.ts';
import { isWithheld } from './figure.ts';
import { type Conclusion, type Coverage, type FacetScore, minimum } from './scores.ts';
import { isBelow } from './tolerance.ts';

/** Says how many of the network's partners took part, and what the result may be called because of that. */
export function describeCoverage(partners: number, answered: number, respondents: number): Coverage {
  const share = partners === 0 ? 0 : answered / partners;
  const standing = isBelow(share, 0.65)
    ? 'indicative'
    : isBelow(share, 0.8)
      ? 'directional'
      : 'representative';
  return { partners, answered, respondents, share, standing };
}

/**
 * Concludes from the classes of the facets: `full` without a weakness, `absent` with one in every concept, else
 * `partial`. Withheld below the minimum of partners. A facet below the minimum has no say; without a weakness
 * among the others nobody knows whether the collaboration is full, and that is withheld too.
 */
export function conclude(
  instrument: Instrument,
  facets: readonly FacetScore[],
  answered: number,
): Conclusion {
  if (answered < minimum) return { withheld: 'minimum' };
  const known = facets.flatMap((facet) => (isWithheld(facet) || facet.n < minimum ? [] : [facet]));
  const strengths = known.filter((facet) => facet.class === 'strong').map((facet) => facet.id);
  const weak = known.filter((facet) => facet.class === 'weak' || facet.class === 'unequal');
  if (weak.length === 0 && known.length < facets.length) return { withheld: 'minimum' };
  const touched = new Set(weak.map((facet) => facet.concept)).size;
  const level = touched === 0 ? 'full' : touched === instrument.concepts.length ? 'absent' : 'partial';
  return { level, strengths, weaknesses: weak.map((facet) => facet.id) };
}
