/** The facets of an instrument by their names, by concept. */
import { namePart, titlePart } from '../../../reports/words/name-part.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import type { Language } from '../../../survey/texts.ts';
import { agreementTexts } from './texts.ts';

function listFacets(instrument: Instrument, language: Language, weak: readonly string[] = []) {
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

/** As choices of a form, with none of them first; those of `weak` are called weaknesses. */
export function listFacetChoices(instrument: Instrument, language: Language, weak: readonly string[] = []) {
  const none = { value: '', label: agreementTexts(language)('agreements.chooseFacet') };
  return [none, ...listFacets(instrument, language, weak)];
}

/** 'Thema: onderdeel' of each facet, by its id. */
export function nameFacets(instrument: Instrument, language: Language): Map<string, string> {
  return new Map(listFacets(instrument, language).map(({ value, label }) => [value, label]));
}
