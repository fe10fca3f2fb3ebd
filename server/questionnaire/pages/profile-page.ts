/**
 * What the partner says of itself for the social map. Nothing of it is asked by an instrument, scored or anonymous, and
 * it may be skipped whole. It belongs to the partner: the page shows what a colleague wrote, or somebody last year.
 */
import { checkProfile, longestTexts, type ProfileText } from '../../../survey/check-profile.ts';
import { emptyProfile, type Profile } from '../../../survey/profile.ts';
import { profileChoices, profileTexts } from '../../../survey/profile-texts.ts';
import type { Language } from '../../../survey/texts.ts';
import { answerTexts } from '../texts.ts';
import { type Fields, readText, toFields } from './form.ts';
import type { FormPage, FormValues, Marks, Part } from './form-page.ts';

interface TextField {
  name: ProfileText;
  label: string;
  problem: string | undefined;
  value: string;
  maxLength: number;
  hint: string;
}

interface ChoicesField {
  name: keyof typeof profileChoices;
  label: string;
  problem: string | undefined;
  options: ReturnType<typeof listChoices>;
}

declare module '../../web/views.ts' {
  interface Views {
    'questionnaire/pages/profile': FormValues & {
      partner: string;
      /** The coordinator took it off the map. */
      hidden: boolean;
      fields: ReturnType<typeof describeFields>;
    };
  }
  interface Parts {
    'questionnaire/pages/profile-text': TextField & { rows?: number; inputmode?: string };
    'questionnaire/pages/profile-choices': ChoicesField;
    'questionnaire/pages/profile-notes': Pick<TextField, 'name' | 'hint' | 'problem'>;
  }
}

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
  show: (showPage, form, { visit, fields, marks }) =>
    showPage('questionnaire/pages/profile', {
      ...form,
      partner: visit.invitation.partner,
      hidden: visit.profile?.hidden ?? false,
      fields: describeFields(visit.language, fields, marks.problems),
    }),
  listParts: ({ language }, content) => listProfileParts((content ?? emptyProfile) as Profile, language),
};

/** The fields with what is filled in and what is wrong, for a template. */
function describeFields(language: Language, fields: Fields, problems: Marks['problems']) {
  const t = answerTexts(language);
  const text = (name: ProfileText): TextField => ({
    name,
    label: nameField(name, language),
    problem: problems.get(name),
    value: readText(fields[name]),
    maxLength: longestTexts[name],
    hint: t(`answers.profile.hints.${name}`),
  });
  const choices = (name: ChoicesField['name']): ChoicesField => ({
    name,
    label: nameField(name, language),
    problem: problems.get(name),
    options: listChoices(name, language, [fields[name]].flat()),
  });
  return {
    about: text('about'),
    contributions: choices('contributions'),
    otherContributions: text('otherContributions'),
    targetGroups: choices('targetGroups'),
    otherTargetGroups: text('otherTargetGroups'),
    website: text('website'),
    phone: text('phone'),
    email: text('email'),
    address: text('address'),
    openingHours: text('openingHours'),
  };
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
      fields: toFields(name, value),
    };
  });
}

/** What a field is called. */
function nameField(name: keyof Profile, language: Language): string {
  return answerTexts(language)(`answers.profile.fields.${name}`);
}
