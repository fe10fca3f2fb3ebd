/** The mail of a round as somebody will get it, with an example's name and link, in every language. */
import { type Language, languages } from '../../survey/texts.ts';
import type { Agreed } from '../mail/agreed.ts';
import { writeAsking, writeMirror } from '../mail/mail-words.ts';
import { nameSender } from '../mail/name-sender.ts';
import { linkShare } from '../web/link-share.ts';
import type { MailExample } from '../web/parts/parts.ts';
import { roundTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'rounds/mail-preview': {
      kinds: readonly { label: string; href: string; current: boolean }[];
      mails: readonly MailExample[];
    };
  }
}

export interface PreviewInput {
  publicUrl: string;
  mailFrom: string;
  network: string;
  sender: string;
  replyTo: string;
  message: string;
  closesAt: Date;
  /** Whom to ask, out of the privacy texts; may be empty. */
  contact: string;
  /** What an invitation begins with. */
  agreed?: Agreed | undefined;
}

/** The words of both kinds of mail, in the language of the person who gets it. */
export function previewMails(input: PreviewInput, kind: 'invitation' | 'reminder', shown: Language) {
  const t = roundTexts(shown);
  return languages.map((language) => {
    const p = roundTexts(language);
    const words = writeAsking(kind, {
      language,
      person: p('rounds.preview.person'),
      partner: p('rounds.preview.partner'),
      network: input.network,
      sender: input.sender,
      closesAt: input.closesAt,
      message: input.message,
      contact: input.contact,
      agreed: input.agreed,
      link: `${input.publicUrl}/invitations/…`,
    });
    return {
      ...words,
      heading: t(`rounds.form.languages.${language}`),
      from: nameSender(input.sender, input.mailFrom).name,
      replyTo: input.replyTo || words.replyTo,
    };
  });
}

/** The mail that brings a partner its mirror, in every language. */
export function previewMirror(
  { publicUrl, ...input }: { publicUrl: string; network: string; round: string; contact: string },
  shown: Language,
) {
  const t = roundTexts(shown);
  const expiresAt = new Date();
  expiresAt.setFullYear(expiresAt.getFullYear() + 1);
  return languages.map((language) => {
    const p = roundTexts(language);
    const words = writeMirror({
      ...input,
      language,
      person: p('rounds.preview.person'),
      partner: p('rounds.preview.partner'),
      link: linkShare('partner', '…', publicUrl),
      // As the table of shares says it.
      expiresAt,
      stopLink: '',
    });
    return { ...words, heading: t(`rounds.form.languages.${language}`) };
  });
}
