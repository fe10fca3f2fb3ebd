/** The release of a closed round to researchers who were granted its network. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { Refusal } from '../../text/refusal.ts';

/** Releases a round; once more changes nothing. Refuses one that is not closed. */
export async function releaseRound(db: Database, roundId: string): Promise<void> {
  const released = await db
    .updateTable('round')
    .set({ releasedAt: sql<Date>`coalesce(released_at, now())` })
    .where('id', '=', roundId)
    .where('closedAt', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  if (!released) throw new Refusal(409, 'releaseAfterClosing');
}

/** Takes the release back: researchers no longer reach the round. */
export async function withdrawRelease(db: Database, roundId: string): Promise<void> {
  await db.updateTable('round').set({ releasedAt: null }).where('id', '=', roundId).execute();
}
