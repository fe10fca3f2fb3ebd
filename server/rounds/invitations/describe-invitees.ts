/** The people of a round in words, by partner: was the mail sent, is there an answer, and what can be done. */
import type { Language } from '../../../survey/texts.ts';
import { formatDay } from '../../text/format-date.ts';
import type { Invitee } from '../responses.ts';
import type { Round } from '../rounds.ts';
import { roundTexts } from '../texts.ts';
import type { Uninvited } from './invitees.ts';
import { isSettled } from './is-settled.ts';

const mailBadges = { waiting: 'busy', sent: 'ok', failed: 'wrong', skipped: 'warning' } as const;

/** A row of the table. */
export function describeInvitee(
  invitee: Invitee,
  { status }: Round,
  language: Language,
  { hasMailServer }: { hasMailServer: boolean },
) {
  const t = roundTexts(language);
  const canAct = !invitee.revoked && status !== 'closed';
  return {
    ...invitee,
    name: invitee.person || t('rounds.invitations.noName'),
    about: `${invitee.person || t('rounds.invitations.noName')}, ${invitee.partner}`,
    invitedOn: t('rounds.invitations.invitedOn', { day: formatDay(invitee.invitedAt, language) }),
    mailState: describeMail(invitee, language),
    answer: describeAnswer(invitee, status, language),
    sending: `/desk/invitations/${invitee.id}/sending`,
    link: `/desk/invitations/${invitee.id}/link`,
    revocation: `/desk/invitations/${invitee.id}/revocation`,
    mailHref: invitee.mail ? `/desk/mails/${invitee.mail.id}` : undefined,
    canSend: canAct && status === 'open' && invitee.mailable && !isSettled(invitee, { hasMailServer }),
    canShow: canAct && !invitee.answered,
    canRevoke: canAct,
  };
}

function describeMail({ mail, mailable, unsubscribed, addressFails }: Invitee, language: Language) {
  const t = roundTexts(language);
  const reason = unsubscribed ? 'unsubscribed' : addressFails ? 'addressFails' : 'noAddress';
  const why = mailable ? '' : t(`rounds.invitations.reasons.${reason}`);
  if (!mail) return { kind: 'none' as const, label: t('rounds.invitations.mails.none'), why };
  const state = mail.state as keyof typeof mailBadges;
  return { kind: mailBadges[state], label: t(`rounds.invitations.mails.${state}`), why };
}

function describeAnswer({ answered, revoked }: Invitee, status: Round['status'], language: Language) {
  const t = roundTexts(language);
  if (answered) return { kind: 'ok' as const, label: t('rounds.invitations.answered') };
  if (revoked) return { kind: 'wrong' as const, label: t('rounds.invitations.revoked') };
  return {
    kind: 'none' as const,
    label: t(status === 'closed' ? 'rounds.invitations.never' : 'rounds.invitations.notYet'),
  };
}

/** A row of somebody who was not invited: added while the round ran, or withdrawn. */
export function describeNewcomer(
  { personId, name, email, partner, mailable }: Uninvited,
  language: Language,
) {
  const t = roundTexts(language);
  const shown = name || t('rounds.invitations.noName');
  return {
    name: shown,
    partner,
    email,
    about: `${shown}, ${partner}`,
    state: t('rounds.invitations.notInvited'),
    why: mailable ? '' : t('rounds.invitations.personPaper'),
    fields: { people: personId },
  };
}

/** The people who can still be invited, as ticks. */
export function describeUninvited(people: readonly Uninvited[], language: Language) {
  const t = roundTexts(language);
  return people.map(({ personId, name, email, partner, mailable }) => ({
    value: personId,
    label: t('rounds.invitations.personAt', {
      name: name || email || t('rounds.invitations.noName'),
      partner,
    }),
    hint: mailable ? undefined : t('rounds.invitations.personPaper'),
  }));
}
