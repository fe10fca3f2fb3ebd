/**
 * The texts of the factsheets, per language. `satisfies` makes the compiler see a key that English lacks.
 * What belongs to a facet, a weakness or a kind of partner is looked up by its id: somebody else's instrument has
 * ids that are not here, and then the general wording stands in.
 */
import type { FacetClass } from '../scoring/scores.ts';
import { createTexts, type Language } from '../survey/texts.ts';
import facetsEn from './texts/facets.en.json' with { type: 'json' };
import facetsNl from './texts/facets.nl.json' with { type: 'json' };
import factsheetEn from './texts/factsheet.en.json' with { type: 'json' };
import factsheetNl from './texts/factsheet.nl.json' with { type: 'json' };
import kindsEn from './texts/kinds.en.json' with { type: 'json' };
import kindsNl from './texts/kinds.nl.json' with { type: 'json' };
import mapEn from './texts/map.en.json' with { type: 'json' };
import mapNl from './texts/map.nl.json' with { type: 'json' };
import partnerEn from './texts/partner-factsheet.en.json' with { type: 'json' };
import partnerNl from './texts/partner-factsheet.nl.json' with { type: 'json' };
import recommendationsEn from './texts/recommendations.en.json' with { type: 'json' };
import recommendationsNl from './texts/recommendations.nl.json' with { type: 'json' };

/** Texts by key: `factsheet.…`, `map.…`, `partner.…`. */
export const reportTexts = createTexts({
  nl: { factsheet: factsheetNl, map: mapNl, partner: partnerNl },
  en: {
    factsheet: factsheetEn satisfies typeof factsheetNl,
    map: mapEn satisfies typeof mapNl,
    partner: partnerEn satisfies typeof partnerNl,
  },
});

const facets = { nl: facetsNl, en: facetsEn satisfies typeof facetsNl };
const kinds = { nl: kindsNl, en: kindsEn satisfies typeof kindsNl };
const recommendations = { nl: recommendationsNl, en: recommendationsEn satisfies typeof recommendationsNl };

/** What can be done about a weakness, who starts, how, and whose idea it was. */
export interface Recommendation {
  action: string;
  text: string;
  who: string;
  firstStep: string;
  source: string;
}

/** The sentence for a facet of this class. */
export function findFacetSentence(language: Language, facetId: string, facetClass: FacetClass): string {
  const own = lookUp<Record<FacetClass, string>>(facets[language], facetId);
  return own ? own[facetClass] : reportTexts(language)(`factsheet.generic.${facetClass}`);
}

/** At least one recommendation for a facet that is a weakness; `name` is the facet's name in a sentence. */
export function listRecommendations(language: Language, facetId: string, name: string): Recommendation[] {
  const own = lookUp<Recommendation[]>(recommendations[language], facetId);
  if (own && facetId !== 'general') return own;
  return recommendations[language].general.map((general) => ({
    ...general,
    action: general.action.replace('{{name}}', () => name),
  }));
}

/** The kinds of partner that have a name here, in the order in which they are listed. */
export const kindCodes: readonly string[] = Object.keys(kindsNl);

/** What a kind of partner is called; a kind that we do not know is called as it was typed. */
export function findKindName(language: Language, kind: string): string {
  return lookUp<string>(kinds[language], kind) ?? kind;
}

function lookUp<T>(texts: object, key: string): T | undefined {
  return Object.hasOwn(texts, key) ? (texts as Record<string, T>)[key] : undefined;
}
