/**
 * What a personal link shows after its round has closed: that it is closed, a page that came too late, the result where it
 * is shared, and for the holder the own answers and taking back consents.
 */
import type { ConsentsPage } from '../../../survey/answers.ts';
import { answerTexts } from '../texts.ts';
import { type CommentReader, type CommentReaders, refuseWithoutTick } from './comments-withdrawal.ts';
import { listAnswers } from './copy-page.ts';
import type { Fields } from './form.ts';
import type { FormPage } from './form-page.ts';
import type { listTyped } from './list-typed.ts';
import { findStored, type Visit } from './visit.ts';

export interface ClosedState {
  /** What everybody may read of the result. */
  result: 'factsheet' | 'overview' | undefined;
  /** The page that was sent after the closing, in words and as its fields. */
  page?: FormPage;
  typed?: ReturnType<typeof listTyped>;
  fields?: Fields;
  /** Something was to be taken back, without the tick that no program gives. */
  missingTick?: 'consents' | 'unseen' | CommentReader;
  /** What was taken back just now, in a sentence. */
  withdrawn?: string | undefined;
}

declare module '../../web/views.ts' {
  interface Views {
    'questionnaire/pages/closed': ReturnType<typeof describeClosed>;
  }
}

/** The values of the template; needs a visit of a closed round with the other partners. */
export function describeClosed(visit: Visit, state: ClosedState) {
  const { invitation, language, base } = visit;
  const { closedAt, network, sender, pages, submittedAt } = invitation;
  const t = answerTexts(language);
  const { page, typed, fields = {}, result, missingTick, withdrawn } = state;
  return {
    language,
    title: t('answers.closed.title'),
    script: 'questionnaire.js',
    languageForm: page && `${base}/${page.path}`,
    base,
    invitation,
    closedAt: closedAt!,
    lead: t('answers.closed.lead', { network }),
    problem:
      missingTick === 'consents'
        ? { href: '#field-confirmed', sentence: t('answers.closed.consents.tickNeeded') }
        : missingTick === 'unseen'
          ? { ...refuseWithoutTick('coordinator', language), href: '#field-unseen' }
          : missingTick && refuseWithoutTick(missingTick, language),
    done: withdrawn,
    unsaved: page && {
      action: `${base}/${page.path}`,
      text: t(typed?.length ? 'answers.closed.unsaved.text' : 'answers.closed.unsaved.nothing', {
        page: page.title(visit),
      }),
      typed: typed ?? [],
      fields: listPairs(fields),
    },
    result: result && {
      href: `${base}/result`,
      pdf: result === 'factsheet' ? `${base}/result.pdf` : undefined,
    },
    noResult: t('answers.closed.result.none', { sender }),
    consents: describeConsents(visit),
    // What was not sent is read by nobody, but the tick can go as well.
    readers: {
      coordinator: pages.some(({ content }) => 'readable' in content),
      researchers: pages.some(({ content }) => 'forResearch' in content),
    } satisfies CommentReaders,
    isSentElsewhere: isSentElsewhere(visit),
    said: describeOwn(visit),
    receipt: invitation.receipt,
    sentAt: submittedAt,
    sections: pages.length > 0 ? listAnswers(visit) : [],
  };
}

/** Were other answers sent than this browser or link can show? */
export function isSentElsewhere({ invitation: { elsewhere } }: Visit): boolean {
  return elsewhere === 'sent' || elsewhere === 'sentBefore';
}

/** What became of the answers of this holder; of those of others it says only that they are elsewhere. */
function describeOwn(visit: Visit): string | undefined {
  const { invitation, language } = visit;
  const { pages, submittedAt, elsewhere, mailed } = invitation;
  const t = answerTexts(language);
  if (submittedAt) return undefined;
  if (pages.length === 0) {
    if (elsewhere) return t('answers.closed.answers.elsewhere');
    return t(mailed ? 'answers.closed.answers.none' : 'answers.closed.answers.noneHere');
  }
  return t(isSentElsewhere(visit) ? 'answers.closed.answers.notCounted' : 'answers.closed.answers.notSent');
}

/** Only who sent the answers can take back what they allow; undefined where nothing was sent or asked. */
function describeConsents(visit: Visit) {
  const { submittedAt, consentsWithdrawnAt } = visit.invitation;
  if (!submittedAt || !visit.instrument.consents) return undefined;
  const given = findStored(visit, 'consents')?.content as ConsentsPage | undefined;
  return {
    withdrawnAt: consentsWithdrawnAt,
    isGiven: given !== undefined && (given.scores || given.research),
  };
}

/** To send the page again in the other language. */
function listPairs(fields: Fields): { name: string; value: string }[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (typeof one === 'string' ? { name, value: one } : [])),
  );
}
