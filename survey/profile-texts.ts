/**
 * What the contributions and the target groups of a profile are called: `contributions.ID.name`,
 * `targetGroups.ID.name`, and `….hint`, which is empty where the name says enough. The questionnaire and the social
 * map use the same names.
 */
import { type Contribution, contributions, type TargetGroup, targetGroups } from './profile.ts';
import en from './texts/profile.en.json' with { type: 'json' };
import nl from './texts/profile.nl.json' with { type: 'json' };
import { createTexts } from './texts.ts';

interface Named {
  name: string;
  hint: string;
}

/** The compiler sees when a list and its names differ. */
interface ProfileNames {
  contributions: Record<Contribution, Named>;
  targetGroups: Record<TargetGroup, Named>;
}

/** What can be ticked, in its fixed order, with the keys of its name and its hint. */
export const profileChoices = {
  contributions: contributions.map((id) => ({
    id,
    name: `contributions.${id}.name` as const,
    hint: `contributions.${id}.hint` as const,
  })),
  targetGroups: targetGroups.map((id) => ({
    id,
    name: `targetGroups.${id}.name` as const,
    hint: `targetGroups.${id}.hint` as const,
  })),
};

/** The names in a language, by their key. */
export const profileTexts = createTexts({
  nl: nl satisfies ProfileNames,
  en: en satisfies ProfileNames,
});
