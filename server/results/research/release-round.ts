/** Releasing a closed round to researchers who were granted its network, and taking that back. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { markSeen } from '../../rounds/reopening.ts';
import { notFound, Refusal } from '../../text/refusal.ts';

/** Once more changes nothing. Refuses a round that is not closed. */
export function releaseRound(acting: Acting, roundId: string): Promise<void> {
  return setRelease(acting, roundId, true);
}

/** Researchers no longer reach the round. */
export function withdrawRelease(acting: Acting, roundId: string): Promise<void> {
  return setRelease(acting, roundId, false);
}

function setRelease(acting: Acting, roundId: string, isReleased: boolean): Promise<void> {
  return act(acting, async (change) => {
    const round = await change.db
      .selectFrom('round')
      .select(['networkId', 'closedAt', 'releasedAt'])
      .where('id', '=', roundId)
      .forUpdate()
      .executeTakeFirst();
    if (!round) throw notFound();
    if (isReleased && !round.closedAt) throw new Refusal(409, 'releaseAfterClosing');
    if ((round.releasedAt !== null) === isReleased) return change.unchanged();
    if (isReleased) await markSeen(change.db, roundId);
    await change.db
      .updateTable('round')
      .set({ releasedAt: isReleased ? sql<Date>`now()` : null })
      .where('id', '=', roundId)
      .execute();
    // What was made before has another set of rounds.
    await change.db.deleteFrom('researchBundle').where('networkId', '=', round.networkId).execute();
    await change.log({ action: isReleased ? 'results.released' : 'results.releaseWithdrawn', roundId });
  });
}
