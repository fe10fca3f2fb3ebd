/** Mailing somebody once more: the invitation, or the reminder when that did not arrive. */
import { sql } from 'kysely';
import { limitMail } from '../../jobs/limit-mails.ts';
import { queueMails } from '../../jobs/queue-mails.ts';
import { type Acting, act } from '../../log/act.ts';
import { isMailable } from '../../partners/people/is-mailable.ts';
import { Refusal } from '../../text/refusal.ts';
import { lockRunningRound } from '../lock-running-round.ts';
import { findInvitation } from './invitations.ts';
import { isSettled } from './is-settled.ts';
import { kindToSendAgain } from './kind-to-send-again.ts';

/**
 * Sends it to the address that the person has now. Refuses who answered, can't be mailed, got it often today, or whose
 * round is not open.
 */
export function sendAgain(acting: Acting, invitationId: string): Promise<void> {
  return act(acting, async (change) => {
    const { roundId } = await findInvitation(change.db, invitationId);
    const { networkId, state } = await lockRunningRound(change.db, roundId);
    if (state === 'paused') throw new Refusal(409, 'roundIsPaused');
    const { submittedAt, revokedAt, address, mailable, personId, email, language, kind } = await change.db
      .selectFrom('invitation')
      .leftJoin('person', 'person.id', 'invitation.personId')
      .leftJoin('holder', 'holder.id', 'invitation.sentBy')
      .select(['invitation.submittedAt', 'invitation.revokedAt', 'holder.address'])
      .select(['person.id as personId', 'person.email', 'person.language'])
      .select(sql<boolean>`coalesce(${isMailable}, false)`.as('mailable'))
      .select(kindToSendAgain.as('kind'))
      .where('invitation.id', '=', invitationId)
      // Who withdraws it meanwhile waits, and then its mail finds it withdrawn.
      .forUpdate('invitation')
      .executeTakeFirstOrThrow();
    if (revokedAt) throw new Refusal(409, 'invitationRevoked');
    const answer = { answered: submittedAt !== null, answeredByMail: address !== null };
    const hasMailServer = change.config.smtpUrl !== undefined;
    if (isSettled(answer, { hasMailServer })) throw new Refusal(409, 'alreadyAnswered');
    if (!personId || !email || !language || !mailable) throw new Refusal(409, 'noAddressToMail');
    await limitMail(change, 'invitation-again', personId);
    await queueMails(change, [
      { kind, recipient: email, language, networkId, roundId, invitationId, personId },
    ]);
    await change.log({ action: 'rounds.sentAgain', roundId, thingId: invitationId });
  });
}
