/**
 * Makes the words of a mail out of its row, when it is sent or shown: only then does its link exist, for as long as
 * that takes. No words and no link are stored or logged.
 */
import type { App } from '../web/fastify.ts';
import { deriveToken } from '../web/link-key.ts';
import { linkShare } from '../web/link-share.ts';
import { hashToken } from '../web/token.ts';
import { type MailWords, writeAccount, writeAsking, writeMirror, writePersonalData } from './mail-words.ts';
import type { MailToSend } from './mails-to-send.ts';
import { type RenderedMail, renderMail } from './render-mail.ts';
import { makeUnsubscribeToken } from './unsubscribe-link.ts';

/** The mail as it goes out now; undefined when its link can't be made again (the key of the installation changed). */
export function composeMail(
  app: Pick<App, 'config' | 'linkKey'>,
  mail: MailToSend,
): RenderedMail | undefined {
  const token = findToken(app.linkKey, mail);
  const words = token === undefined ? undefined : writeWords(app, mail, token);
  return words ? renderMail(words) : undefined;
}

function findToken(linkKey: string, { link }: MailToSend): string | undefined {
  if (!link?.seed) return undefined;
  const token = deriveToken(linkKey, link.seed);
  return hashToken(token).equals(link.hash) ? token : undefined;
}

function writeWords(
  { config: { publicUrl }, linkKey }: Pick<App, 'config' | 'linkKey'>,
  mail: MailToSend,
  token: string,
): MailWords | null | undefined {
  const { kind, language, network, contact, round, invitation, person, account, link } = mail;
  switch (kind) {
    case 'invitation':
    case 'reminder':
      return (
        round &&
        invitation &&
        writeAsking(kind, {
          ...round,
          language,
          network,
          contact,
          person: person?.name ?? invitation.person,
          partner: invitation.partner,
          link: `${publicUrl}/invitations/${token}`,
          stopLink: person && `${publicUrl}/unsubscribe/${makeUnsubscribeToken(linkKey, person)}`,
        })
      );
    case 'sign-in':
    case 'account':
      return (
        account &&
        link?.expiresAt &&
        writeAccount(kind, {
          language,
          ...account,
          expiresAt: link.expiresAt,
          link: `${publicUrl}/sign-in/${token}`,
        })
      );
    case 'personal-data':
      return (
        person &&
        link?.expiresAt &&
        writePersonalData({
          language,
          network,
          person: person.name,
          expiresAt: link.expiresAt,
          link: `${publicUrl}/own-data/${token}`,
        })
      );
    case 'mirror':
      return (
        round &&
        invitation &&
        person &&
        writeMirror({
          language,
          network,
          contact,
          round: round.name,
          person: person.name,
          partner: invitation.partner,
          link: linkShare('partner', token, publicUrl),
          stopLink: `${publicUrl}/unsubscribe/${makeUnsubscribeToken(linkKey, person)}`,
        })
      );
  }
}
