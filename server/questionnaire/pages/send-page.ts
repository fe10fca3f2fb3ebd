/** The last page: what is still open, the two consents, and sending. Its consents are saved as a page of their own. */
import type { ConceptPage, ConsentsPage } from '../../../survey/answers.ts';
import { checkConsents } from '../../../survey/check-answers.ts';
import { listOpenItems } from '../../../survey/list-open-items.ts';
import { isEmptyProfile } from '../../../survey/profile.ts';
import { answerTexts } from '../texts.ts';
import { countConditions } from './conditions-page.ts';
import { consentQuestions } from './form.ts';
import type { FormPage, Part } from './form-page.ts';
import { profilePage } from './profile-page.ts';
import { findContacts, findStored, type Visit } from './visit.ts';

export const sendPage: FormPage = {
  path: 'send',
  stored: 'consents',
  step: 'send',
  template: 'questionnaire/pages/send',
  action: 'sending',
  sayButton: ({ invitation, language }) =>
    answerTexts(language)(invitation.submittedAt ? 'answers.send.keep' : 'answers.send.button'),
  openNotice: 'answers.open.questions',
  asksAboutPartners: false,
  needsProfile: true,
  isAlikeForAll: false,
  title: ({ language }) => answerTexts(language)('answers.send.title'),
  check: (_visit, fields) => checkConsents(fields),
  listOpen: () => [],
  findPlace: ({ instrument, language }, field) => {
    const name = consentQuestions.find((question) => question === field);
    return name && { anchor: `field-${name}`, question: instrument.consents?.[name][language] ?? name };
  },
  show: (visit, fields, marks) => ({
    concepts: listProgress(visit),
    conditions: countConditions(visit),
    contacts: visit.instrument.contacts && { known: Object.keys(findContacts(visit)).length },
    profile: {
      name: profilePage.title(visit),
      filled: visit.profile && !isEmptyProfile(visit.profile.content),
    },
    consents: consentQuestions.map((name) => ({
      name,
      text: visit.instrument.consents?.[name][visit.language],
      checked: fields[name] === 'on',
      problem: marks.problems.get(name),
    })),
    hasConsents: visit.instrument.consents !== undefined,
    mustConfirm: mustConfirm(visit),
  }),
  listParts: ({ instrument, language }, content): Part[] => {
    const t = answerTexts(language);
    const consents = (content ?? { scores: false, research: false }) as ConsentsPage;
    return consentQuestions.map((name) => ({
      question: instrument.consents?.[name][language] ?? name,
      answer: consents[name] ? t('answers.yes') : t('answers.no'),
      answered: consents[name],
      fields: consents[name] ? [[name, 'on']] : [],
    }));
  },
};

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
      name: concept.name?.[visit.language] ?? concept.id,
      open: listOpenItems(visit.instrument, concept.id, content as ConceptPage).length,
      total: concept.facets.flatMap((facet) => facet.items).length,
    };
  });
}
