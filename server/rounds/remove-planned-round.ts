/** Removing a round that never opened: nobody was asked. */
import { type Acting, act } from '../log/act.ts';
import { notFound, Refusal } from '../text/refusal.ts';

export function removePlannedRound(acting: Acting, roundId: string): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const round = await db
      .selectFrom('round')
      .select(['name', 'openedAt'])
      .where('id', '=', roundId)
      .forUpdate()
      .executeTakeFirst();
    if (!round) throw notFound();
    if (round.openedAt) throw new Refusal(409, 'roundNotPlanned');
    // Before the round is gone: the line takes its network from it.
    await log({ action: 'rounds.removed', roundId, note: round.name });
    await db.deleteFrom('reminder').where('roundId', '=', roundId).execute();
    await db.deleteFrom('round').where('id', '=', roundId).execute();
  });
}
