/** The facets of an instrument as choices of a form, by concept; those of `weak` are called weaknesses. */
import { namePart, titlePart } from '../../../reports/words/name-part.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import type { Language } from '../../../survey/texts.ts';
import { agreementTexts } from './texts.ts';

export function listFacetChoices(instrument: Instrument, language: Language, weak: readonly string[] = []) {
  const t = agreementTexts(language);
  return instrument.concepts.flatMap((concept) =>
    concept.facets.map((facet) => ({
      value: facet.id,
      label: t(weak.includes(facet.id) ? 'agreements.facetWeak' : 'agreements.facetNamed', {
        concept: titlePart(concept, language),
        facet: namePart(facet, language),
      }),
    })),
  );
}

/** 'Thema: onderdeel' of each facet, by its id. */
export function nameFacets(instrument: Instrument, language: Language): Map<string, string> {
  return new Map(listFacetChoices(instrument, language).map(({ value, label }) => [value, label]));
}
