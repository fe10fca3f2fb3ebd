/** The fields of a profile in words, for the questionnaire, where a partner fills them in, and for the desk. */
import type { Profile } from '../../survey/profile.ts';
import { profileChoices, profileTexts } from '../../survey/profile-texts.ts';
import type { Language } from '../../survey/texts.ts';
import { profilePageTexts } from './texts.ts';

/** In the order of the page; those with lines get as many to write on. */
export const profileFields: Readonly<Record<keyof Profile, { lines?: number }>> = {
  about: { lines: 5 },
  contributions: {},
  otherContributions: {},
  targetGroups: {},
  otherTargetGroups: {},
  website: {},
  phone: {},
  email: {},
  address: { lines: 2 },
  openingHours: { lines: 3 },
};

/** What a field is called. */
export function nameProfileField(name: keyof Profile, language: Language): string {
  return profilePageTexts(language)(`profiles.fields.${name}`);
}

/** What can be ticked, in words. */
export function listChoices(
  field: keyof typeof profileChoices,
  language: Language,
  chosen: readonly unknown[] = [],
): { value: string; label: string; hint: string; checked: boolean }[] {
  const names = profileTexts(language);
  return profileChoices[field].map(({ id, name, hint }) => ({
    value: id,
    label: names(name),
    hint: names(hint),
    checked: chosen.includes(id),
  }));
}

/** Every field of a profile with what it says, in words; empty when it says nothing. */
export function listProfileWords(
  profile: Profile,
  language: Language,
): { name: keyof Profile; question: string; words: string }[] {
  const names = profileTexts(language);
  const join = (list: readonly string[]) => list.join('; ');
  return (Object.keys(profileFields) as (keyof Profile)[]).map((name) => ({
    name,
    question: nameProfileField(name, language),
    words:
      name === 'contributions'
        ? join(profile[name].map((id) => names(`contributions.${id}.name`)))
        : name === 'targetGroups'
          ? join(profile[name].map((id) => names(`targetGroups.${id}.name`)))
          : profile[name],
  }));
}
