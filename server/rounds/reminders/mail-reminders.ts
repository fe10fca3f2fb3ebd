/** Reminders to those who have not answered. The mail itself looks once more when it is sent. */

import { queueMails } from '../../jobs/queue-mails.ts';
import type { OngoingChange } from '../../log/act.ts';
import { isReminded, listUnanswered } from './unanswered.ts';

/**
 * Queues the mails and writes the line; gives to how many. In the transaction of the use case, which holds the round.
 */
export async function mailReminders(
  change: OngoingChange,
  round: { id: string; networkId: string },
): Promise<number> {
  const people = (await listUnanswered(change.db, round.id)).filter(isReminded);
  await queueMails(
    change,
    people.map(({ invitationId, personId, email, language }) => ({
      kind: 'reminder',
      recipient: email,
      language,
      networkId: round.networkId,
      roundId: round.id,
      invitationId,
      personId,
    })),
  );
  await change.log({ action: 'rounds.reminded', roundId: round.id, note: String(people.length) });
  return people.length;
}
