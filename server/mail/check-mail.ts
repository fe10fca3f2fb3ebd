/**
 * Is there still a reason to send this mail? Asked again right before it goes: between the pressing of a button and
 * the sending of a mail somebody may answer, stop the mails or be removed.
 */
import type { MailToSend } from './mails-to-send.ts';
import type { MailReason } from './outbox/texts.ts';

/** Why not; undefined when it may go. */
export function checkMail(mail: MailToSend): MailReason | undefined {
  const { person } = mail;
  if (person?.erased) return 'erased';
  if (mail.to === null) return 'noAddress';
  if (person?.addressFails) return 'addressFails';
  if (mail.kind === 'invitation' || mail.kind === 'reminder' || mail.kind === 'lost-link')
    return checkAsking(mail);
  if (mail.kind === 'mirror' || mail.kind === 'result') {
    if (person?.archived) return 'archived';
    if (person?.unsubscribed) return 'unsubscribed';
    if (!mail.invitation || mail.invitation.revoked) return 'revoked';
  }
  if (mail.kind === 'agreement' || mail.kind === 'agreement-reminder') {
    if (person?.archived) return 'archived';
    if (person?.unsubscribed) return 'unsubscribed';
    if (mail.agreement?.isDone) return 'agreementDone';
  }
  if (mail.account?.disabled) return 'accountDisabled';
  if (mail.kind === 'digest') return mail.digest ? undefined : 'unsubscribed';
  if (!mail.link || mail.link.ended) return 'linkEnded';
  return undefined;
}

function checkAsking({ kind, person, round, invitation }: MailToSend): MailReason | undefined {
  if (person?.archived) return 'archived';
  if (person?.unsubscribed) return 'unsubscribed';
  if (!round || !invitation || invitation.revoked) return 'revoked';
  // Who lost the link opens the answers with it, also in a pause, until the round closes.
  if (kind === 'lost-link') return round.status === 'closed' ? 'round-closed' : undefined;
  if (invitation.answered) return 'answered';
  if (round.status !== 'open') return `round-${round.status}`;
  return undefined;
}
