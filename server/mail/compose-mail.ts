/**
 * Makes the words of a mail out of its row, when it is sent or shown: only then does its link exist, for as long as
 * that takes. No words and no link are stored or logged.
 */
import type { App } from '../web/fastify.ts';
import { deriveToken } from '../web/link-key.ts';
import { linkShare } from '../web/link-share.ts';
import { hashToken } from '../web/token.ts';
import { writeAccount } from './account-words.ts';
import { writeDigest } from './digest-words.ts';
import { type MailWords, writeAsking, writeLostLink, writeMirror, writePersonalData } from './mail-words.ts';
import type { MailToSend } from './mails-to-send.ts';
import { nameSender } from './name-sender.ts';
import { type RenderedMail, renderMail } from './render-mail.ts';
import { writeAgreement, writeResult } from './result-words.ts';
import { makeUnsubscribeToken } from './unsubscribe-link.ts';

/**
 * The mail as it goes out now, or with `hidesLinks` as it went out: those links are for its receiver. Undefined when its
 * link can't be made again (the key of the installation changed).
 */
export function composeMail(
  app: Pick<App, 'config' | 'linkKey'>,
  mail: MailToSend,
  { hidesLinks = false } = {},
): RenderedMail | undefined {
  // A digest leads to pages of the desk, which ask who it is.
  const token = hidesLinks || mail.kind === 'digest' ? '…' : findToken(app.linkKey, mail.link);
  const mirrorToken = hidesLinks ? '…' : findToken(app.linkKey, mail.mirrorLink);
  const person = mail.person && {
    ...mail.person,
    stopToken: hidesLinks ? '…' : makeUnsubscribeToken(app.linkKey, mail.person),
  };
  const words =
    token === undefined ? undefined : writeWords(app.config, { ...mail, person, mirrorToken }, token);
  if (!words) return undefined;
  // About a round the coordinator writes, and who answers reaches her. So it is with who invites to an account.
  const { round, invited } = mail;
  if (invited?.inviter) return renderMail(words, nameSender(invited.inviter.name, app.config.mailFrom));
  return round
    ? renderMail(
        { ...words, replyTo: round.replyTo || words.replyTo },
        nameSender(round.sender, app.config.mailFrom),
      )
    : renderMail(words);
}

function findToken(linkKey: string, link: MailToSend['link']): string | undefined {
  if (!link?.seed) return undefined;
  const token = deriveToken(linkKey, link.seed);
  return hashToken(token).equals(link.hash) ? token : undefined;
}

function writeWords(
  { publicUrl }: App['config'],
  mail: MailToSend & { person: { stopToken: string } | undefined; mirrorToken: string | undefined },
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
          agreed: mail.agreed,
          link: `${publicUrl}/invitations/${token}`,
          stopLink: person && `${publicUrl}/unsubscribe/${person.stopToken}`,
        })
      );
    case 'lost-link':
      return (
        round &&
        invitation &&
        person &&
        writeLostLink({
          language,
          network,
          contact,
          person: person.name,
          partner: invitation.partner,
          closesAt: round.closesAt,
          link: `${publicUrl}/invitations/${token}`,
          stopLink: `${publicUrl}/unsubscribe/${person.stopToken}`,
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
          invited: mail.invited,
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
        link?.expiresAt &&
        writeMirror({
          language,
          network,
          contact,
          round: round.name,
          person: person.name,
          partner: invitation.partner,
          link: linkShare('partner', token, publicUrl),
          expiresAt: link.expiresAt,
          stopLink: `${publicUrl}/unsubscribe/${person.stopToken}`,
        })
      );
    case 'result':
      return (
        round &&
        invitation &&
        person &&
        link?.expiresAt &&
        writeResult({
          language,
          network,
          contact,
          round: round.name,
          sender: round.sender,
          person: person.name,
          partner: invitation.partner,
          link: `${publicUrl}/choosing/${token}`,
          mirror:
            mail.mirrorToken === undefined
              ? undefined
              : linkShare('partner', mail.mirrorToken, publicUrl).url,
          choosingUntil: mail.choosingUntil,
          meeting: mail.meeting,
          expiresAt: link.expiresAt,
          stopLink: `${publicUrl}/unsubscribe/${person.stopToken}`,
        })
      );
    case 'digest':
      return (
        account &&
        mail.digest &&
        writeDigest({
          language,
          name: account.name,
          network,
          news: mail.digest.news,
          linkBoard: (roundId) => `${publicUrl}/desk/rounds/${roundId}/invitations`,
          settings: `${publicUrl}/desk/networks/${mail.digest.networkId}/digest`,
        })
      );
    case 'agreement':
    case 'agreement-reminder':
      return (
        mail.agreement &&
        person &&
        writeAgreement(kind, {
          language,
          network,
          contact,
          person: person.name,
          ...mail.agreement,
          link: `${publicUrl}/agreements/${token}`,
          stopLink: `${publicUrl}/unsubscribe/${person.stopToken}`,
        })
      );
  }
}
