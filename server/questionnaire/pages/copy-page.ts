/** The copy to keep: every question with its answer, in the order of the questionnaire. */
import { answerTexts } from '../texts.ts';
import type { FormPage, FormPart } from './form-page.ts';
import { listFormPages } from './form-pages.ts';
import { profilePage } from './profile-page.ts';
import { sendPage } from './send-page.ts';
import { findStored, type Visit } from './visit.ts';

/** Of the partners only those that were ticked, because the others were not asked about; of a profile what it says. */
function listParts(visit: Visit, page: FormPage): FormPart[] {
  const parts = page.listParts(visit, findStored(visit, page.stored)?.content);
  return page.asksAboutPartners || page === profilePage ? parts.filter((part) => part.answered) : parts;
}

/** Every page with its questions and answers, in the language of the visit; a profile only where there is one. */
export function listAnswers(visit: Visit): { title: string; parts: FormPart[]; none: string }[] {
  const t = answerTexts(visit.language);
  return listFormPages(visit.instrument)
    .filter((page) => page.path === page.step && (page !== profilePage || visit.profile))
    .map((page) => ({
      title: page === sendPage ? t('answers.send.consents') : page.title(visit),
      parts: listParts(visit, page),
      none: t('answers.copy.noContacts'),
    }));
}

declare module '../../web/views.ts' {
  interface Views {
    'questionnaire/pages/copy': ReturnType<typeof describeCopy>;
  }
}

/** The values of the template; needs a visit with the other partners and the profile. */
export function describeCopy(visit: Visit) {
  const title = answerTexts(visit.language)('answers.copy.title');
  const { invitation, language, base, link } = visit;
  return {
    language,
    title,
    script: 'questionnaire.js',
    invitation,
    receipt: invitation.receipt ?? '',
    base,
    link,
    sections: listAnswers(visit),
  };
}
