/** What the templates of mails are given (`templates/`), for the compiler and for `npm run views`. */
import type { MailWords } from './mail-words.ts';

/** The words of a mail, and those that all mails have. */
export interface MailPage extends MailWords {
  copy: string;
  footer: string;
}

interface MailView {
  given: MailPage;
  root: MailPage;
  parts: object;
}

/** @public */
export interface Templates {
  'mail.html': MailView;
  'mail.txt': MailView;
}

/** They call none. @public */
export type Helpers = object;
