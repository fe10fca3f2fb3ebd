/** The last page: what is still open, the two consents, and sending. Its consents are saved as a page of their own. */
import type { ConceptPage, ConsentsPage } from '../../../survey/answers.ts';
import { checkConsents } from '../../../survey/check-answers.ts';
import { listOpenItems } from '../../../survey/list-open-items.ts';
import { findPlainName } from '../../../survey/plain-name.ts';
import { isEmptyProfile } from '../../../survey/profile.ts';
import { answerTexts } from '../texts.ts';
import { countConditions } from './conditions-page.ts';
import { consentQuestions, type Fields } from './form.ts';
import type { FormPage, FormPart, FormValues, Marks } from './form-page.ts';
import { profilePage } from './profile-page.ts';
import { findContacts, findStored, type Visit } from './visit.ts';

declare module '../../web/views.ts' {
  interface Views {
    'questionnaire/pages/send': FormValues & ReturnType<typeof describeSending>;
  }
}

export const sendPage: FormPage = {
  path: 'send',
  stored: 'consents',
  step: 'send',
  action: 'sending',
  nameButton: ({ invitation, language }) =>
    answerTexts(language)(invitation.submittedAt ? 'answers.send.keep' : 'answers.send.button'),
  openNotice: 'answers.open.questions',
  asksAboutPartners: false,
  needsProfile: true,
  isAlikeForAll: false,
  title: ({ language }) => answerTexts(language)('answers.send.title'),
  check: (_visit, fields) => checkConsents(fields),
  listOpen: () => [],
  findPlace: (visit, field) => {
    const asked = listConsents(visit).find(({ name }) => name === field);
    return asked && { anchor: `field-${asked.name}`, question: asked.text };
  },
  show: (showPage, form, { visit, fields, marks }) =>
    showPage('questionnaire/pages/send', { ...form, ...describeSending(visit, fields, marks) }),
  listParts: (visit, content): FormPart[] => {
    const t = answerTexts(visit.language);
    const consents = (content ?? { scores: false, research: false }) as ConsentsPage;
    return listConsents(visit).map(({ name, text }) => ({
      question: text,
      answer: consents[name] ? t('answers.yes') : t('answers.no'),
      answered: consents[name] === true,
      fields: consents[name] ? [[name, 'on']] : [],
    }));
  },
};

function describeSending(visit: Visit, fields: Fields, marks: Marks) {
  const { invitation, instrument, profile } = visit;
  return {
    submittedAt: invitation.submittedAt,
    concepts: listProgress(visit),
    conditions: countConditions(visit),
    contacts: instrument.contacts && { known: Object.keys(findContacts(visit)).length },
    profile: {
      name: profilePage.title(visit),
      filled: profile !== undefined && !isEmptyProfile(profile.content),
    },
    consents: listConsents(visit).map(({ name, text }) => ({
      name,
      text,
      checked: fields[name] === 'on',
      problem: marks.problems.get(name),
    })),
    hasConsents: instrument.consents !== undefined,
    mustConfirm: mustConfirm(visit),
  };
}

/** What may be allowed, in words. Contacts are asked about apart, where there were any: they draw a map that names can be laid on. */
function listConsents({ instrument: { consents, contacts }, language }: Visit) {
  return consentQuestions.flatMap((name) => {
    if (name !== 'researchContacts') return { name, text: consents?.[name][language] ?? name };
    return contacts ? { name, text: answerTexts(language)('answers.send.researchContacts') } : [];
  });
}

/**
 * Programs that open mail press buttons, also this one. So whoever sends gave an answer on this device, or says so
 * with a tick that no program gives.
 */
export function mustConfirm({ invitation, hasAnsweredHere }: Visit): boolean {
  return !invitation.submittedAt && !hasAnsweredHere;
}

/** Each concept with the number of statements that are still open. */
export function listProgress(visit: Visit): { path: string; name: string; open: number; total: number }[] {
  return visit.instrument.concepts.map((concept) => {
    const content = findStored(visit, concept.id)?.content ?? { answers: {}, comment: '' };
    return {
      path: concept.id,
      name: findPlainName(concept.name?.[visit.language] ?? concept.id),
      open: listOpenItems(visit.instrument, concept.id, content as ConceptPage).length,
      total: concept.facets.flatMap((facet) => facet.items).length,
    };
  });
}
