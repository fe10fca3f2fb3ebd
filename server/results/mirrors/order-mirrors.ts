/** Having the mirrors of a closed round printed. */
import { isUnderway } from '../../jobs/jobs.ts';
import { type Acting, act } from '../../log/act.ts';
import { lockClosedRound } from './lock-closed-round.ts';

/** Once more while that goes on changes nothing. */
export function orderMirrors(acting: Acting, roundId: string): Promise<void> {
  return act(acting, async ({ db, jobs, log, unchanged }) => {
    const networkId = await lockClosedRound(db, roundId);
    if (await isUnderway(db, 'print-mirrors', { roundId })) return unchanged();
    await jobs.hasten(db, 'print-mirrors', { roundId, networkId });
    await log({ action: 'mirrors.ordered', roundId });
  });
}
