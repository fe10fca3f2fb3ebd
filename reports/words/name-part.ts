/**
 * What a concept, a facet or a condition is called: its name in this language, or its id in an instrument without
 * texts.
 */
import type { Concept, Facet, Instrument } from '../../survey/instrument.ts';
import { findPlainName } from '../../survey/plain-name.ts';
import type { Language } from '../../survey/texts.ts';
import { formatsOf } from './format-figures.ts';
import { shortenName } from './shorten-name.ts';

/** A concept, a facet or a condition. */
type Named = Pick<Facet, 'id' | 'name'>;

/** As it is called within a sentence. */
export function namePart(part: Named, language: Language): string {
  return shortenName(findPlainName(part.name?.[language] ?? part.id));
}

/** On its own, with a capital. */
export function titlePart(part: Named, language: Language): string {
  return formatsOf(language).capital(namePart(part, language));
}

/** A facet of the instrument with its concept. */
export function findFacet(instrument: Instrument, facetId: string): { concept: Concept; facet: Facet } {
  for (const concept of instrument.concepts) {
    const facet = concept.facets.find(({ id }) => id === facetId);
    if (facet) return { concept, facet };
  }
  throw new Error(`The instrument '${instrument.id}' has no facet '${facetId}'.`);
}
