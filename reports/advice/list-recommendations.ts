/**
 * The library of recommendations: for each facet and class what can be done, who starts, the first step and whose
 * idea it was. `recommendations/` has a file for each concept, keyed by id, so that the compiler sees what English
 * lacks. A source is a key of `sources.*.json`, so that no other can be named.
 */
import type { FacetClass } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import { shortenName } from '../words/shorten-name.ts';
import generalEn from './recommendations/general.en.json' with { type: 'json' };
import generalNl from './recommendations/general.nl.json' with { type: 'json' };
import interdependenceEn from './recommendations/interdependence.en.json' with { type: 'json' };
import interdependenceNl from './recommendations/interdependence.nl.json' with { type: 'json' };
import qualityEn from './recommendations/quality.en.json' with { type: 'json' };
import qualityNl from './recommendations/quality.nl.json' with { type: 'json' };
import reputationEn from './recommendations/reputation.en.json' with { type: 'json' };
import reputationNl from './recommendations/reputation.nl.json' with { type: 'json' };
import sharingEn from './recommendations/sharing.en.json' with { type: 'json' };
import sharingNl from './recommendations/sharing.nl.json' with { type: 'json' };
import sourcesEn from './recommendations/sources.en.json' with { type: 'json' };
import sourcesNl from './recommendations/sources.nl.json' with { type: 'json' };

/** What can be done about a facet, who starts, how, and whose idea it was. */
export interface Recommendation {
  /** The same in each language; `local-1` and on for those of the network itself. */
  id: string;
  action: string;
  text: string;
  who: string;
  firstStep: string;
  /** As it stands after 'source:'. */
  source: string;
}

/** What a coordinator added; without a class it is for every class. */
export interface LocalRecommendation {
  facetId: string;
  class?: FacetClass | null | undefined;
  action: string;
  text: string;
  who: string;
  firstStep: string;
}

type Ideas = Record<FacetClass, Record<string, Omit<Recommendation, 'id'>>>;
type Library = Record<string, Ideas>;

const libraries: Record<Language, Library> = {
  nl: { ...sharingNl, ...qualityNl, ...interdependenceNl, ...reputationNl },
  en: {
    ...(sharingEn satisfies typeof sharingNl),
    ...(qualityEn satisfies typeof qualityNl),
    ...(interdependenceEn satisfies typeof interdependenceNl),
    ...(reputationEn satisfies typeof reputationNl),
  },
};
const generals: Record<Language, Ideas> = { nl: generalNl, en: generalEn satisfies typeof generalNl };
const sources: Record<Language, Record<string, string>> = {
  nl: sourcesNl,
  en: sourcesEn satisfies typeof sourcesNl,
};

/** How many characters of what a coordinator typed are printed. */
const maxLengths = { title: 120, text: 600 };

/**
 * At least two recommendations for a facet of this class; those of the network itself come first. `name` is the
 * facet's name in a sentence. A facet that is not in the library gets the general ones.
 */
export function listRecommendations(
  language: Language,
  facetId: string,
  facetClass: FacetClass,
  name: string,
  local: readonly LocalRecommendation[] = [],
): Recommendation[] {
  const library = libraries[language];
  const ideas = Object.hasOwn(library, facetId) ? library[facetId]! : generals[language];
  return [
    ...listLocal(language, facetId, facetClass, local),
    ...Object.entries(ideas[facetClass]).map(([id, idea]) => ({
      id,
      ...idea,
      action: idea.action.replace('{{name}}', () => name),
      source: sources[language][idea.source]!,
    })),
  ];
}

function listLocal(
  language: Language,
  facetId: string,
  facetClass: FacetClass,
  local: readonly LocalRecommendation[],
): Recommendation[] {
  return local
    .filter((idea) => idea.facetId === facetId && (idea.class ?? facetClass) === facetClass)
    .map((idea, i) => ({
      id: `local-${i + 1}`,
      action: shortenName(idea.action, maxLengths.title),
      text: shortenName(idea.text, maxLengths.text),
      who: shortenName(idea.who, maxLengths.title),
      firstStep: shortenName(idea.firstStep, maxLengths.text),
      source: sources[language].own!,
    }));
}
