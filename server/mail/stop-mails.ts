/** Stops all mails to a person who wants no more of them, until that person asks the coordinator for them again. */
import { sql } from 'kysely';
import { type Acting, act } from '../log/act.ts';

/** Twice is the same as once. */
export function stopMails(acting: Acting, personId: string): Promise<void> {
  return act(acting, async (change) => {
    const stopped = await change.db
      .updateTable('person')
      .from('partner')
      .set({ unsubscribedAt: sql<Date>`now()`, revision: sql<number>`person.revision + 1` })
      .whereRef('partner.id', '=', 'person.partnerId')
      .where('person.id', '=', personId)
      .where('person.unsubscribedAt', 'is', null)
      .returning('partner.networkId')
      .executeTakeFirst();
    if (!stopped) return change.unchanged();
    await change.log({ action: 'outbox.unsubscribed', networkId: stopped.networkId, thingId: personId });
  });
}
