/**
 * Contact with the other partners: first tick whom you know. Who is known is asked about on the pages after it
 * (`contact-details-page.ts`), which save the same content. Each of them carries the fields of the others along unseen,
 * so that a save is always the whole content, and a tick that comes back brings its answers with it.
 */
import type { ContactsPage } from '../../../survey/answers.ts';
import { checkContactsPage } from '../../../survey/check-answers.ts';
import { readField } from '../../web/read-field.ts';
import type { OtherPartner } from '../other-partners.ts';
import { answerTexts } from '../texts.ts';
import { contactQuestions, type Fields, listContactFields, toFields } from './form.ts';
import type { FormPage, FormPart, FormValues, Marks } from './form-page.ts';
import type { FormContent, Visit } from './visit.ts';

declare module '../../web/views.ts' {
  interface Views {
    'questionnaire/pages/contacts': FormValues & ReturnType<typeof describeContacts>;
  }
}

/** What the pages about contacts have in common. */
export const aboutContacts = {
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
  ...aboutContacts,
  path: 'contacts',
  proposesContacts: true,
  title: ({ language }) => answerTexts(language)('answers.contacts.title'),
  listOpen: () => [],
  findPlace: ({ language }, field) => {
    const t = answerTexts(language);
    if (field === 'known') return { anchor: 'field-known', question: t('answers.contacts.legend') };
    return field === 'missing' ? { anchor: 'missing', question: t('answers.contacts.missing') } : undefined;
  },
  show: (showPage, form, { visit, fields, marks }) =>
    showPage('questionnaire/pages/contacts', { ...form, ...describeContacts(visit, fields, marks) }),
};

/** Nobody ticked anything yet: then those of the last map stand first, ticked, with the question whether that still holds. */
function describeContacts(
  { invitation, instrument, others, earlier, language }: Visit,
  fields: Fields,
  marks: Marks,
) {
  const t = answerTexts(language);
  const contacts = earlier?.contacts.get(invitation.partnerId);
  const isProposed = ({ id }: OtherPartner) => contacts?.has(id) ?? false;
  const known = listKnown(fields);
  const partners = others.map((partner) => ({
    ...partner,
    checked: known.has(partner.code) || isProposed(partner),
    details: contactQuestions
      .map((question) => ({
        name: `${question}:${partner.code}`,
        value: readField(fields[`${question}:${partner.code}`]),
      }))
      .filter(({ value }) => value !== ''),
  }));
  const proposed = partners.filter(isProposed);
  const rest = partners.filter((partner) => !isProposed(partner));
  return {
    intro: instrument.contacts?.intro[language] ?? '',
    problem: marks.problems.get('known'),
    missing: readField(fields.missing),
    missingProblem: marks.problems.get('missing'),
    groups: [
      ...(earlier && proposed.length > 0
        ? [
            {
              id: '',
              legend: t('answers.contacts.earlier.legend'),
              hint: t('answers.contacts.earlier.hint', { round: earlier.round }),
              partners: proposed,
            },
          ]
        : []),
      {
        id: 'field-known',
        legend: t(proposed.length > 0 ? 'answers.contacts.earlier.others' : 'answers.contacts.legend'),
        hint: '',
        partners: rest,
      },
    ].filter((group) => group.partners.length > 0),
  };
}

function listParts({ instrument, others, language }: Visit, content: FormContent | undefined): FormPart[] {
  const t = answerTexts(language);
  const { contacts, missing = '' } = (content ?? nobody) as ContactsPage;
  const parts = others.map(({ code, name }): FormPart => {
    const contact = Object.hasOwn(contacts, code) ? contacts[code] : undefined;
    if (!contact)
      return { question: name, answer: t('answers.contacts.unknown'), answered: false, fields: [] };
    const asked = contactQuestions.filter(
      // Without contact the other two are not asked.
      (question) => question === 'frequency' || contact[question] !== null || contact.frequency !== 0,
    );
    const details = asked.map((question) => {
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
  return [
    ...parts,
    {
      question: t('answers.contacts.missing'),
      answer: missing || t('answers.notAnswered'),
      answered: missing !== '',
      fields: toFields('missing', missing),
    },
  ];
}

export const nobody: ContactsPage = { contacts: {} };

/** The codes that are ticked in these fields. */
export function listKnown(fields: Fields): ReadonlySet<unknown> {
  return new Set([fields.known ?? []].flat());
}
