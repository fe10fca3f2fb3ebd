/**
 * Locks a closed round before its result or its mirrors go out: of two people who press at once, the second finds what the
 * first did.
 */
import type { Database } from '../../database/schema.ts';
import { notFound, Refusal, type RefusalCode } from '../../text/refusal.ts';

/** Gives the network of the round. Refuses one that is not closed. */
export async function lockClosedRound(
  db: Database,
  roundId: string,
  refusal: RefusalCode = 'mirrorsAfterClosing',
): Promise<string> {
  const round = await db
    .selectFrom('round')
    .select(['networkId', 'closedAt'])
    .where('id', '=', roundId)
    .forUpdate()
    .executeTakeFirst();
  if (!round) throw notFound();
  if (!round.closedAt) throw new Refusal(409, refusal);
  return round.networkId;
}
