/**
 * Erases what people chose after a round, with their links to it. What was shown of a choosing that is closed stays: the
 * difference would tell what this person chose.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';

/** In the transaction of a use case. `which` is about the table `invitation`. */
export async function eraseBallots(db: Database, which: RawBuilder<unknown>): Promise<void> {
  const ballots = sql`SELECT ballot.id FROM ballot JOIN invitation ON invitation.id = ballot.invitation_id WHERE ${which}`;
  await sql`UPDATE mail SET ballot_id = NULL WHERE ballot_id IN (${ballots})`.execute(db);
  await sql`DELETE FROM ballot WHERE id IN (${ballots})`.execute(db);
}
