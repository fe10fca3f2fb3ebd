/**
 * About the partners that are known: how often there is contact, and where there is some, how well their work is known and
 * how much the own work depends on them. A few partners at a time, so that nobody scrolls through sixty of them.
 */
import type { ContactAnswer, ContactsPage } from '../../../survey/answers.ts';
import { readField } from '../../web/read-field.ts';
import type { OtherPartner } from '../other-partners.ts';
import { answerTexts } from '../texts.ts';
import { aboutContacts, listKnown, nobody } from './contacts-page.ts';
import { contactQuestions, type Fields } from './form.ts';
import type { FormPage, FormValues, Marks } from './form-page.ts';
import { findContacts, type Visit } from './visit.ts';

declare module '../../web/views.ts' {
  interface Views {
    'questionnaire/pages/contact-details': FormValues & ReturnType<typeof describeDetails>;
  }
}

const partnersAtOnce = 5;

export const contactDetailsPage: FormPage = {
  ...aboutContacts,
  path: 'contacts/details',
  title: ({ language }) => answerTexts(language)('answers.contactDetails.title'),
  listOpen: (visit, content) => {
    const { contacts } = (content ?? nobody) as ContactsPage;
    return choosePart(visit, new Set(Object.keys(contacts))).partners.flatMap(({ code }) =>
      listOpenQuestions(contacts[code]!).map((question) => `${question}:${code}`),
    );
  },
  findPlace: ({ others }, field) => {
    const [question, code] = splitField(field);
    const index = others.findIndex((partner) => partner.code === code);
    return index < 0 ? undefined : { anchor: `field-${question}-${index}`, question: others[index]!.name };
  },
  show: (showPage, form, { visit, fields, marks }) =>
    showPage('questionnaire/pages/contact-details', { ...form, ...describeDetails(visit, fields, marks) }),
};

/** In how many parts so many partners are asked about. */
export function countContactParts(known: number): number {
  return Math.ceil(known / partnersAtOnce);
}

/** The first part in which something is not answered; undefined when nothing is. Needs the other partners. */
export function findOpenPart(visit: Visit): number | undefined {
  const contacts = findContacts(visit);
  const known = visit.others.filter(({ code }) => Object.hasOwn(contacts, code));
  const index = known.findIndex(({ code }) => listOpenQuestions(contacts[code]!).length > 0);
  return index < 0 ? undefined : Math.floor(index / partnersAtOnce) + 1;
}

/** How often is asked of each; the other two only where there is contact. */
function listOpenQuestions(contact: ContactAnswer): (keyof ContactAnswer)[] {
  if (contact.frequency === null) return ['frequency'];
  return contact.frequency === 0 ? [] : contactQuestions.filter((question) => contact[question] === null);
}

/** The partners of the part that is shown: the last one when there are fewer parts than that. */
function choosePart({ others, part }: Visit, known: ReadonlySet<unknown>) {
  const asked = others.filter(({ code }) => known.has(code));
  const shown = Math.max(1, Math.min(part, countContactParts(asked.length)));
  const from = (shown - 1) * partnersAtOnce;
  return { partners: asked.slice(from, from + partnersAtOnce), from, total: asked.length };
}

function describeDetails(visit: Visit, fields: Fields, marks: Marks) {
  const { instrument, others, language } = visit;
  const t = answerTexts(language);
  const known = listKnown(fields);
  const { partners, from, total } = choosePart(visit, known);
  const shown = new Set(partners.map(({ code }) => code));
  const place = { from: from + 1, to: from + partners.length, total };
  return {
    place: total > partnersAtOnce ? t('answers.contactDetails.place', place) : '',
    partners: instrument.contacts ? partners.map((partner) => describePartner(partner)) : [],
    unseen: [
      ...others.filter(({ code }) => known.has(code) && !shown.has(code)).flatMap(listUnseen),
      ...[{ name: 'missing', value: readField(fields.missing) }].filter(({ value }) => value !== ''),
    ],
  };

  function describePartner(partner: OtherPartner) {
    const index = others.indexOf(partner);
    return {
      ...partner,
      questions: contactQuestions.map((question) => {
        const name = `${question}:${partner.code}`;
        const { question: text, options } = instrument.contacts![question];
        return {
          id: `field-${question}-${index}`,
          name,
          text: text[language],
          problem: marks.problems.get(name),
          options: options.map((label, value) => ({
            value,
            label: label[language],
            checked: readField(fields[name]) === String(value),
          })),
        };
      }),
    };
  }

  function listUnseen({ code }: OtherPartner) {
    const answers = contactQuestions.map((question) => ({
      name: `${question}:${code}`,
      value: readField(fields[`${question}:${code}`]),
    }));
    return [{ name: 'known', value: code }, ...answers.filter(({ value }) => value !== '')];
  }
}

function splitField(field: string): [question: string, code: string] {
  const colon = field.indexOf(':');
  return [field.slice(0, colon), field.slice(colon + 1)];
}
