/** A reminder to one person at the press of a button. */
import { limitMail } from '../../jobs/limit-mails.ts';
import { queueMails } from '../../jobs/queue-mails.ts';
import { type Acting, act } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import { lockRunningRound } from '../lock-running-round.ts';
import { isReminded, listUnanswered } from '../reminders/unanswered.ts';
import { findInvitation } from './invitations.ts';

/** Refuses who answered or can't be mailed, a round that is not open, and too many mails a day. */
export function remindPerson(acting: Acting, invitationId: string): Promise<void> {
  return act(acting, async (change) => {
    const { roundId } = await findInvitation(change.db, invitationId);
    const { networkId, state } = await lockRunningRound(change.db, roundId);
    if (state === 'paused') throw new Refusal(409, 'roundIsPaused');
    const people = await listUnanswered(change.db, roundId);
    const person = people.find((one) => one.invitationId === invitationId);
    if (!person) {
      const { submittedAt } = await findInvitation(change.db, invitationId);
      throw new Refusal(409, submittedAt ? 'alreadyAnswered' : 'invitationRevoked');
    }
    if (!isReminded(person)) throw new Refusal(409, 'noAddressToMail');
    const { personId, email: recipient, language } = person;
    await limitMail(change, 'invitation-again', personId);
    await queueMails(change, [
      { kind: 'reminder', recipient, language, networkId, roundId, invitationId, personId },
    ]);
    await change.log({ action: 'rounds.personReminded', roundId, thingId: invitationId });
  });
}
