/** What a mail is that came back: not sent after all, for the board, reminders and the digest as one that was refused at once. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { ReturnedMail } from './read-return.ts';

/** A report about a mail that is not ours, or that is not on its way, changes nothing; nor does one that comes twice. */
export async function recordReturn(
  db: Database,
  { messageIds, verdict, status }: ReturnedMail,
): Promise<void> {
  const update = db
    .updateTable('mail')
    .set({ reason: verdict, reply: status })
    .where('messageId', 'in', messageIds)
    .where('state', '=', 'sent');
  if (verdict === 'delayed') await update.execute();
  else await update.set({ state: 'failed', returnedAt: sql<Date>`now()` }).execute();
}
