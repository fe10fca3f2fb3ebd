/** The outbox, jobs, and the page that stops mails. */
import { addPageTexts } from '../../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../../text/page-texts.ts' {
  interface PageTexts {
    outbox: typeof nl;
  }
}

/** Why a mail was not sent. */
export type MailReason = keyof typeof nl.reasons;

export const outboxTexts = addPageTexts('outbox', { nl, en });
