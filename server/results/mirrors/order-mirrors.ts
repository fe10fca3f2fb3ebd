/** Having the mirrors of a closed round printed. */
import { type Acting, act } from '../../log/act.ts';
import { lockClosedRound } from './lock-closed-round.ts';

/** Once more while that goes on adds no second job. */
export function orderMirrors(acting: Acting, roundId: string): Promise<void> {
  return act(acting, async ({ db, jobs, log }) => {
    const networkId = await lockClosedRound(db, roundId);
    await jobs.hasten(db, 'print-mirrors', { roundId, networkId });
    await log({ action: 'mirrors.ordered', roundId });
  });
}
