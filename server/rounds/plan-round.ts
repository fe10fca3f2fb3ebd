/** Planning a round: nobody is asked before it opens. */
import { hashInstrument } from '../../survey/hash-instrument.ts';
import { latestInstrument } from '../../survey/versions.ts';
import { type Acting, act } from '../log/act.ts';
import { lockNetwork } from '../networks/networks.ts';
import { checkPlan, type PlanInput } from './check-plan.ts';
import { storeReminders } from './reminders/reminder-days.ts';

/** Plans a round and gives its id. Refuses everything that is wrong with it at once. */
export function planRound(acting: Acting, networkId: string, input: PlanInput): Promise<string> {
  return act(acting, async ({ db, log }) => {
    await lockNetwork(db, networkId);
    const { reminders, ...values } = await checkPlan(db, networkId, input);
    const { id } = await db
      .insertInto('round')
      .values({
        networkId,
        ...values,
        openedAt: null,
        instrumentId: latestInstrument.id,
        instrumentVersion: String(latestInstrument.version),
        instrumentHash: hashInstrument(latestInstrument),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await storeReminders(db, id, reminders);
    await log({ action: 'rounds.planned', roundId: id, note: values.name });
    return id;
  });
}
