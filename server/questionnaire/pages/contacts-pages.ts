/**
 * Contact with the other partners, in two pages that save the same content: first tick whom you know, then three
 * quick questions about those only. Each page carries the fields of the other along unseen, so that a save is
 * always the whole content, and a tick that comes back brings its answers with it.
 */
import type { ContactsPage } from '../../../survey/answers.ts';
import { checkContactsPage } from '../../../survey/check-answers.ts';
import { readField } from '../../web/read-field.ts';
import { answerTexts } from '../texts.ts';
import { contactQuestions, type Fields, listContactFields } from './form.ts';
import type { FormPage, FormPart, FormValues, Marks } from './form-page.ts';
import type { FormContent, Visit } from './visit.ts';

declare module '../../web/views.ts' {
  interface Views {
    'questionnaire/pages/contacts': FormValues & ReturnType<typeof describeContacts>;
    'questionnaire/pages/contact-details': FormValues & ReturnType<typeof describeDetails>;
  }
}

const nobody: ContactsPage = { contacts: {} };

const both = {
  stored: 'contacts',
  step: 'contacts',
  openNotice: 'answers.open.questions',
  asksAboutPartners: true,
  isAlikeForAll: false,
  check: ({ instrument, others }: Visit, fields: Fields) =>
    checkContactsPage(
      instrument,
      others.map((partner) => partner.code),
      fields,
    ),
  listParts,
} satisfies Partial<FormPage>;

export const contactsPage: FormPage = {
  ...both,
  path: 'contacts',
  title: ({ language }) => answerTexts(language)('answers.contacts.title'),
  listOpen: () => [],
  findPlace: ({ language }, field) =>
    field === 'known'
      ? { anchor: 'field-known', question: answerTexts(language)('answers.contacts.legend') }
      : undefined,
  show: (showPage, form, { visit, fields, marks }) =>
    showPage('questionnaire/pages/contacts', { ...form, ...describeContacts(visit, fields, marks) }),
};

export const contactDetailsPage: FormPage = {
  ...both,
  path: 'contacts/details',
  title: ({ language }) => answerTexts(language)('answers.contactDetails.title'),
  listOpen: (_visit, content) =>
    Object.entries(((content ?? nobody) as ContactsPage).contacts).flatMap(([code, contact]) =>
      contactQuestions
        .filter((question) => contact[question] === null)
        .map((question) => `${question}:${code}`),
    ),
  findPlace: ({ others }, field) => {
    const [question, code] = splitField(field);
    const index = others.findIndex((partner) => partner.code === code);
    return index < 0 ? undefined : { anchor: `field-${question}-${index}`, question: others[index]!.name };
  },
  show: (showPage, form, { visit, fields, marks }) =>
    showPage('questionnaire/pages/contact-details', { ...form, ...describeDetails(visit, fields, marks) }),
};

function describeContacts({ instrument, others, language }: Visit, fields: Fields, marks: Marks) {
  const known = new Set(listKnownCodes(fields));
  return {
    intro: instrument.contacts?.intro[language] ?? '',
    problem: marks.problems.get('known'),
    partners: others.map((partner) => ({
      ...partner,
      checked: known.has(partner.code),
      details: contactQuestions
        .map((question) => ({
          name: `${question}:${partner.code}`,
          value: readField(fields[`${question}:${partner.code}`]),
        }))
        .filter(({ value }) => value !== ''),
    })),
  };
}

function describeDetails({ instrument, others, language }: Visit, fields: Fields, marks: Marks) {
  const questions = instrument.contacts;
  const known = new Set(listKnownCodes(fields));
  return {
    partners: others.flatMap((partner, index) => {
      if (!known.has(partner.code) || !questions) return [];
      return {
        ...partner,
        questions: contactQuestions.map((question) => {
          const name = `${question}:${partner.code}`;
          return {
            id: `field-${question}-${index}`,
            name,
            text: questions[question].question[language],
            problem: marks.problems.get(name),
            options: questions[question].options.map((label, value) => ({
              value,
              label: label[language],
              checked: readField(fields[name]) === String(value),
            })),
          };
        }),
      };
    }),
  };
}

function listParts({ instrument, others, language }: Visit, content: FormContent | undefined): FormPart[] {
  const t = answerTexts(language);
  const { contacts } = (content ?? nobody) as ContactsPage;
  return others.map(({ code, name }): FormPart => {
    const contact = Object.hasOwn(contacts, code) ? contacts[code] : undefined;
    if (!contact)
      return { question: name, answer: t('answers.contacts.unknown'), answered: false, fields: [] };
    const details = contactQuestions.map((question) => {
      const option = contact[question];
      const label = option === null ? undefined : instrument.contacts?.[question].options[option]?.[language];
      return `${t(`answers.contacts.${question}`)}: ${label?.toLowerCase() ?? t('answers.notAnswered')}`;
    });
    return {
      question: name,
      answer: details.join('; '),
      answered: true,
      fields: listContactFields(code, contact),
    };
  });
}

function listKnownCodes(fields: Fields): unknown[] {
  return [fields.known ?? []].flat();
}

function splitField(field: string): [question: string, code: string] {
  const colon = field.indexOf(':');
  return [field.slice(0, colon), field.slice(colon + 1)];
}
