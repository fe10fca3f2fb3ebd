/** Reminders to those who have not answered. The mail itself looks once more when it is sent. */

import { queueMails } from '../../jobs/queue-mails.ts';
import type { OngoingChange } from '../../log/act.ts';
import { isMailable } from '../../partners/people/is-mailable.ts';

/**
 * Queues the mails and writes the line; gives to how many. In the transaction of the use case, which holds the round.
 */
export async function mailReminders(
  change: OngoingChange,
  round: { id: string; networkId: string },
): Promise<number> {
  const people = await change.db
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.personId')
    .select(['invitation.id', 'person.id as personId', 'person.email', 'person.language'])
    .where('invitation.roundId', '=', round.id)
    .where('invitation.submittedAt', 'is', null)
    .where('invitation.revokedAt', 'is', null)
    .where(isMailable)
    .orderBy('invitation.id')
    .execute();
  await queueMails(
    change,
    people.map(({ id, personId, email, language }) => ({
      kind: 'reminder',
      recipient: email!,
      language,
      networkId: round.networkId,
      roundId: round.id,
      invitationId: id,
      personId,
    })),
  );
  await change.log({ action: 'rounds.reminded', roundId: round.id, note: String(people.length) });
  return people.length;
}
