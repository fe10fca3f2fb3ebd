/**
 * What documents have in common: the words of figures, rounds and methods. What belongs to a facet or a kind of partner
 * is looked up by its id: somebody else's instrument has ids that are not here, and gets the general wording.
 */
import type { FacetClass } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import facetsEn from './facets.en.json' with { type: 'json' };
import facetsNl from './facets.nl.json' with { type: 'json' };
import kindsEn from './kinds.en.json' with { type: 'json' };
import kindsNl from './kinds.nl.json' with { type: 'json' };
import { addReportTexts } from './report-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module './report-texts.ts' {
  interface ReportTexts {
    words: typeof nl;
  }
}

export const wordTexts = addReportTexts('words', { nl, en });

const facets = { nl: facetsNl, en: facetsEn };
const kinds = { nl: kindsNl, en: kindsEn };

/** The sentence for a facet of this class. */
export function findFacetSentence(language: Language, facetId: string, facetClass: FacetClass): string {
  const own = lookUp<Record<FacetClass, string>>(facets[language], facetId);
  return own ? own[facetClass] : wordTexts(language)(`words.generic.${facetClass}`);
}

/** The kinds of partner that have a name here, in the order in which they are listed. */
export const kindCodes: readonly string[] = Object.keys(kindsNl);

/** What a kind of partner is called; an unknown kind keeps the name that was typed. */
export function findKindName(language: Language, kind: string): string {
  return lookUp<string>(kinds[language], kind) ?? kind;
}

function lookUp<T>(texts: object, key: string): T | undefined {
  return Object.hasOwn(texts, key) ? (texts as Record<string, T>)[key] : undefined;
}
