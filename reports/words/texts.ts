/**
 * The texts of the factsheets, per language. `satisfies` makes the compiler see a key that English lacks.
 * What belongs to a facet, a recommendation or a kind of partner is looked up by its id: somebody else's instrument has
 * ids that are not here, and then the general wording stands in.
 */
import type { FacetClass } from '../../scoring/scores.ts';
import { createTexts, type Language } from '../../survey/texts.ts';
import comparisonEn from '../comparison/texts.en.json' with { type: 'json' };
import comparisonNl from '../comparison/texts.nl.json' with { type: 'json' };
import sheetsEn from '../discussion-sheets/texts.en.json' with { type: 'json' };
import sheetsNl from '../discussion-sheets/texts.nl.json' with { type: 'json' };
import agreementsEn from '../factsheet/agreements.en.json' with { type: 'json' };
import agreementsNl from '../factsheet/agreements.nl.json' with { type: 'json' };
import conditionsEn from '../factsheet/conditions.en.json' with { type: 'json' };
import conditionsNl from '../factsheet/conditions.nl.json' with { type: 'json' };
import factsheetEn from '../factsheet/texts.en.json' with { type: 'json' };
import factsheetNl from '../factsheet/texts.nl.json' with { type: 'json' };
import mapEn from '../map/texts.en.json' with { type: 'json' };
import mapNl from '../map/texts.nl.json' with { type: 'json' };
import partnerEn from '../mirror/texts.en.json' with { type: 'json' };
import partnerNl from '../mirror/texts.nl.json' with { type: 'json' };
import socialMapEn from '../social-map/texts.en.json' with { type: 'json' };
import socialMapNl from '../social-map/texts.nl.json' with { type: 'json' };
import facetsEn from './facets.en.json' with { type: 'json' };
import facetsNl from './facets.nl.json' with { type: 'json' };
import kindsEn from './kinds.en.json' with { type: 'json' };
import kindsNl from './kinds.nl.json' with { type: 'json' };

export {
  type LocalRecommendation,
  listRecommendations,
  type Recommendation,
} from '../advice/list-recommendations.ts';

/** Texts by key: `factsheet.…`, `map.…`, `partner.…`, `socialMap.…`. */
export const reportTexts = createTexts({
  nl: {
    factsheet: factsheetNl,
    map: mapNl,
    partner: partnerNl,
    agreements: agreementsNl,
    sheets: sheetsNl,
    conditions: conditionsNl,
    comparison: comparisonNl,
    socialMap: socialMapNl,
  },
  en: {
    factsheet: factsheetEn satisfies typeof factsheetNl,
    map: mapEn satisfies typeof mapNl,
    partner: partnerEn satisfies typeof partnerNl,
    agreements: agreementsEn satisfies typeof agreementsNl,
    sheets: sheetsEn satisfies typeof sheetsNl,
    conditions: conditionsEn satisfies typeof conditionsNl,
    comparison: comparisonEn satisfies typeof comparisonNl,
    socialMap: socialMapEn satisfies typeof socialMapNl,
  },
});

const facets = { nl: facetsNl, en: facetsEn satisfies typeof facetsNl };
const kinds = { nl: kindsNl, en: kindsEn satisfies typeof kindsNl };

/** The sentence for a facet of this class. */
export function findFacetSentence(language: Language, facetId: string, facetClass: FacetClass): string {
  const own = lookUp<Record<FacetClass, string>>(facets[language], facetId);
  return own ? own[facetClass] : reportTexts(language)(`factsheet.generic.${facetClass}`);
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
