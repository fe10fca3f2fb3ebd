/**
 * What the partner says of itself for the social map. Nothing of it is asked by an instrument, scored or anonymous,
 * and it may be skipped whole. It belongs to the partner: the page shows what a colleague wrote, or somebody last
 * year.
 */
import { checkProfile, maxTextLengths, type ProfileText } from '../../../survey/check-profile.ts';
import { emptyProfile, type Profile } from '../../../survey/profile.ts';
import type { profileChoices } from '../../../survey/profile-texts.ts';
import type { Language } from '../../../survey/texts.ts';
import {
  listChoices,
  listProfileWords,
  nameProfileField,
  profileFields,
} from '../../profiles/profile-words.ts';
import { readField } from '../../web/read-field.ts';
import { answerTexts } from '../texts.ts';
import { type Fields, toFields } from './form.ts';
import type { FormPage, FormPart, FormValues, Marks } from './form-page.ts';

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
      ? { anchor: `field-${field}`, question: nameProfileField(field as keyof Profile, language) }
      : undefined,
  show: (showPage, form, { visit, fields, marks }) =>
    showPage('questionnaire/pages/profile', {
      ...form,
      partner: visit.invitation.partner,
      hidden: visit.profile?.hidden ?? false,
      fields: describeFields(visit.language, fields, marks.problems),
    }),
  listParts: ({ language }, content): FormPart[] => {
    const profile = (content ?? emptyProfile) as Profile;
    return listProfileWords(profile, language).map(({ name, question, words }) => ({
      question,
      answer: words || answerTexts(language)('answers.notAnswered'),
      answered: words !== '',
      fields: toFields(name, profile[name]),
    }));
  },
};

/** The fields with what is filled in and what is wrong, for a template. */
function describeFields(language: Language, fields: Fields, problems: Marks['problems']) {
  const t = answerTexts(language);
  const text = (name: ProfileText): TextField => ({
    name,
    label: nameProfileField(name, language),
    problem: problems.get(name),
    value: readField(fields[name]),
    maxLength: maxTextLengths[name],
    hint: t(`answers.profile.hints.${name}`),
  });
  const choices = (name: ChoicesField['name']): ChoicesField => ({
    name,
    label: nameProfileField(name, language),
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
