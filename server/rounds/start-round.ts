/** A round that opens at once: the one way in for the desk, programs, the shell and the example. */
import { type Acting, act } from '../log/act.ts';
import { openRound } from './open-round.ts';
import type { PlanWish } from './plan.ts';
import { planRound } from './plan-round.ts';

/** Plans a round, opens it in the same transaction, and gives its id. */
export function startRound(
  acting: Acting,
  networkId: string,
  wish: PlanWish,
  options?: { asksNobody: boolean },
): Promise<string> {
  return act(acting, async (change) => {
    const id = await planRound(change, networkId, { ...wish, opens: 'now' });
    await openRound(change, id, options);
    return id;
  });
}
