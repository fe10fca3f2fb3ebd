/** A round that opens at once: the one way in for the desk, programs, the shell and the example. */
import { type Acting, act } from '../log/act.ts';
import type { PlanInput } from './check-plan.ts';
import { openRound } from './open-round.ts';
import { planRound } from './plan-round.ts';

/** Plans a round, opens it in the same transaction, and gives its id. */
export function startRound(
  acting: Acting,
  networkId: string,
  input: PlanInput,
  options?: { asksNobody: boolean },
): Promise<string> {
  return act(acting, async (change) => {
    const id = await planRound(change, networkId, { ...input, opens: 'now' });
    await openRound(change, id, options);
    return id;
  });
}
