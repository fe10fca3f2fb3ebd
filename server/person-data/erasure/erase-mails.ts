/**
 * Empties mails: to whom, and the words of the mail server, which name the address. One that waits is not sent, and a
 * link to a mirror that it brought stops working.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';

/** In the transaction of a use case; gives how many there were. */
export async function eraseMails(db: Database, which: RawBuilder<boolean>): Promise<number> {
  await sql`
    UPDATE share SET revoked_at = coalesce(revoked_at, now()), seed = NULL
    WHERE id IN (SELECT share_id FROM mail WHERE ${which})`.execute(db);
  const { numAffectedRows = 0n } = await sql`
    UPDATE mail SET recipient = NULL, reply = NULL,
      state = CASE WHEN state IN ('waiting', 'failed') THEN 'skipped' ELSE state END,
      reason = CASE WHEN state IN ('waiting', 'failed') THEN 'erased' ELSE reason END,
      data_link_id = NULL
    WHERE ${which} AND recipient IS NOT NULL`.execute(db);
  return Number(numAffectedRows);
}
