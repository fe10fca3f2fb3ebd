/** Somebody copied a mail out of the outbox and sent it. */
import { sql } from 'kysely';
import { type Acting, act } from '../log/act.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import { findMail } from './mails.ts';
import { secretKinds } from './secret-kinds.ts';

/** Refuses a mail that was sent already. */
export function markSentByHand(acting: Acting, id: string): Promise<void> {
  return act(acting, async (change) => {
    const mail = await findMail(change.db, id);
    // What can't be shown can't have been copied either.
    if (!mail || secretKinds.has(mail.kind)) throw notFound();
    const { numUpdatedRows } = await change.db
      .updateTable('mail')
      .set({ state: 'sent', sentAt: sql<Date>`now()`, reason: 'byHand', reply: null })
      // It was shown in the language of the person.
      .set({
        language: sql`coalesce((SELECT language FROM person WHERE id = ${mail.personId}), language)`,
      })
      .where('id', '=', id)
      .where('state', '<>', 'sent')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal(409, 'mailSent');
    await change.log({
      action: 'outbox.sentByHand',
      networkId: mail.networkId ?? undefined,
      roundId: mail.roundId ?? undefined,
      thingId: id,
      note: mail.person ?? undefined,
    });
  });
}
