/** What a change of a running round begins with. */
import type { Database } from '../database/schema.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import { roundState } from './round-state.ts';

/** Locks a round that is open or paused until the transaction ends. Refuses one that is planned or closed. */
export async function lockRunningRound(
  transaction: Database,
  roundId: string,
): Promise<{ networkId: string; state: 'open' | 'paused' }> {
  const round = await transaction
    .selectFrom('round')
    .select(['networkId', roundState.as('state')])
    .where('id', '=', roundId)
    .forUpdate()
    .executeTakeFirst();
  if (!round) throw notFound();
  const { networkId, state } = round;
  if (state === 'planned') throw new Refusal(409, 'roundNotOpen');
  if (state === 'closed') throw new Refusal(409, 'roundClosed');
  return { networkId, state };
}
