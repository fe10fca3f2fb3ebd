/** Locks a round whose factsheet somebody adds to: of two people who do so at once, the second is told. */
import type { Database } from '../../database/schema.ts';
import { markSeen } from '../../rounds/reopening.ts';
import { notFound, Refusal } from '../../text/refusal.ts';

/**
 * Refuses a round that is not closed, and one that somebody else changed after this revision. Who adds to a result knows
 * it: from then on the closing can't be undone, so that reopening never meets what is added here.
 */
export async function lockResult(db: Database, roundId: string, revision?: number) {
  const round = await db
    .selectFrom('round')
    .select(['closedAt', 'revision', 'ownWords', 'ownWordsBy', 'chosenAdvice'])
    .where('id', '=', roundId)
    .forUpdate()
    .executeTakeFirst();
  if (!round) throw notFound();
  if (!round.closedAt) throw new Refusal(409, 'factsheetAfterClosing');
  if (revision !== undefined && round.revision !== revision) throw new Refusal(409, 'changedMeanwhile');
  await markSeen(db, roundId);
  return round;
}
