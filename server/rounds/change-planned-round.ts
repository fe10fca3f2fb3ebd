/** Changing a round that has not opened yet: all of its plan. */
import { type Acting, act } from '../log/act.ts';
import { lockNetwork } from '../networks/networks.ts';
import { Refusal } from '../text/refusal.ts';
import { checkPlan, type PlanInput } from './check-plan.ts';
import { lockRevision, storeChange } from './store-change.ts';

/** `revision`: the one that was seen; when somebody changed the round since, it is refused. */
export function changePlannedRound(
  acting: Acting,
  roundId: string,
  input: PlanInput,
  revision: number,
): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const round = await lockRevision(db, roundId, revision);
    if (round.openedAt) throw new Refusal(409, 'roundNotPlanned');
    await lockNetwork(db, round.networkId);
    const { reminders, interimResults: _, ...values } = await checkPlan(db, round.networkId, input, roundId);
    await storeChange(db, roundId, values, reminders);
    await log({ action: 'rounds.changed', roundId, note: values.name });
  });
}
