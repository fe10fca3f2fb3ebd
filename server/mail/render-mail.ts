/** The words of a mail as plain text and as HTML, in one layout for all kinds. Pure. */
import { readFileSync } from 'node:fs';
import handlebars from 'handlebars';
import type { MailPage } from './mail-views.ts';
import type { MailWords } from './mail-words.ts';
import type { MailSender } from './name-sender.ts';
import { mailTexts } from './texts.ts';

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
  replyTo: string | undefined;
  /** Undefined: the sender of the settings. */
  from: MailSender | undefined;
  headers: Record<string, string>;
}

const engine = handlebars.create();
const readTemplate = (name: string, noEscape: boolean) =>
  engine.compile<MailPage>(readFileSync(new URL(`templates/${name}`, import.meta.url), 'utf8'), {
    noEscape,
    strict: true,
  });
const renderHtml = readTemplate('mail.html.hbs', false);
const renderText = readTemplate('mail.txt.hbs', true);

/** Escapes what people typed; the links are only those of the words. */
export function renderMail(words: MailWords, from?: MailSender): RenderedMail {
  const t = mailTexts(words.language);
  const page: MailPage = { ...words, copy: t('copy'), footer: t('footer') };
  return {
    subject: words.subject,
    text: renderText(page)
      .replace(/\n{3,}/g, '\n\n')
      .trim()
      .concat('\n'),
    html: renderHtml(page),
    replyTo: words.replyTo,
    from,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': words.language,
      // Mail programs show a button for it, and press it themselves (RFC 8058).
      ...(words.stop && {
        'List-Unsubscribe': `<${words.stop.url}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  };
}
