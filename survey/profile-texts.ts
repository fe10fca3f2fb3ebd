/**
 * What the contributions and the target groups of a profile are called: `contributions.ID.name`,
 * `targetGroups.ID.name`, and `….hint`, which is empty where the name says enough. The questionnaire and the social
 * map use the same names.
 */
import type { TFunction } from 'i18next';
import type { Contribution, TargetGroup } from './profile.ts';
import en from './texts/profile.en.json' with { type: 'json' };
import nl from './texts/profile.nl.json' with { type: 'json' };
import { createTexts, type Language } from './texts.ts';

interface Named {
  name: string;
  hint: string;
}

/** One thing more or less in a list, and its name is missed by the compiler. */
interface ProfileNames {
  contributions: Record<Contribution, Named>;
  targetGroups: Record<TargetGroup, Named>;
}

const texts = createTexts({ nl: nl satisfies ProfileNames, en: en satisfies ProfileNames });

/** The names in a language, by their key. */
export function profileTexts(language: Language): TFunction {
  return texts(language);
}
