/**
 * What the partner says of itself for the social map. Nothing of it is asked by an instrument, scored or anonymous, and
 * it may be skipped whole. It belongs to the partner: the page shows what a colleague wrote, or somebody last year.
 */
import { checkProfile, longestTexts, type ProfileText } from '../../../survey/check-profile.ts';
import { emptyProfile, type Profile } from '../../../survey/profile.ts';
import { profileChoices, profileTexts } from '../../../survey/profile-texts.ts';
import type { Language } from '../../../survey/texts.ts';
import { answerTexts } from '../texts.ts';
import { type Fields, giveFields, readText } from './form.ts';
import type { FormPage, Marks, Part } from './form-page.ts';

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
const fieldNames = Object.keys(profileFields) as (keyof Profile)[];

export const profilePage: FormPage = {
  path: 'profile',
  stored: 'profile',
  step: 'profile',
  template: 'questionnaire/pages/profile',
  openNotice: 'answers.open.questions',
  conflictSentence: 'answers.profile.conflict',
  asksAboutPartners: false,
  needsProfile: true,
  isAlikeForAll: false,
  title: ({ language }) => answerTexts(language)('answers.profile.title'),
  check: (_visit, fields) => checkProfile(fields),
  listOpen: () => [],
  findPlace: ({ language }, field) =>
    fieldNames.includes(field as keyof Profile)
      ? { anchor: `field-${field}`, question: nameField(field as keyof Profile, language) }
      : undefined,
  show: (visit, fields, marks) => ({
    hidden: visit.profile?.hidden,
    fields: describeFields(visit.language, fields, marks.problems),
  }),
  listParts: ({ language }, content) => listProfileParts((content ?? emptyProfile) as Profile, language),
};

/** The fields with what is filled in and what is wrong, for a template. */
function describeFields(language: Language, fields: Fields, problems: Marks['problems']) {
  const t = answerTexts(language);
  return Object.fromEntries(
    fieldNames.map((name) => [
      name,
      {
        name,
        label: nameField(name, language),
        problem: problems.get(name),
        ...(name === 'contributions' || name === 'targetGroups'
          ? { options: listChoices(name, language, [fields[name]].flat()) }
          : { value: readText(fields[name]), most: longestTexts[name], hint: sayHint(name) }),
      },
    ]),
  );

  function sayHint(name: ProfileText): string {
    return t(`answers.profile.hints.${name}`);
  }
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

/** Every field of a profile with what it says, in words. */
export function listProfileParts(profile: Profile, language: Language): (Part & { name: keyof Profile })[] {
  const t = answerTexts(language);
  const names = profileTexts(language);
  return fieldNames.map((name) => {
    const value = profile[name];
    const words =
      name === 'contributions'
        ? profile[name].map((id) => names(`contributions.${id}.name`)).join('; ')
        : name === 'targetGroups'
          ? profile[name].map((id) => names(`targetGroups.${id}.name`)).join('; ')
          : profile[name];
    return {
      name,
      question: nameField(name, language),
      answer: words || t('answers.notAnswered'),
      answered: words !== '',
      fields: giveFields(name, value),
    };
  });
}

/** What a field is called. */
function nameField(name: keyof Profile, language: Language): string {
  return answerTexts(language)(`answers.profile.fields.${name}`);
}
