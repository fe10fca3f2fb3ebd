/** Asking for the files for research of one round, or of all rounds of a network. */
import { isUnderway } from '../../../jobs/jobs.ts';
import { type Acting, act } from '../../../log/act.ts';
import { lockNetwork } from '../../../networks/networks.ts';
import type { Wanted } from '../research-data.ts';
import { nameBundle, storeBundle } from './bundles.ts';

/** Once more while that goes on changes nothing. */
export function orderBundle(acting: Acting, { networkId, roundId }: Wanted): Promise<void> {
  return act(acting, async ({ db, jobs, log, unchanged }) => {
    // Of two who ask at once the second finds the job of the first.
    if (roundId === undefined) await lockNetwork(db, networkId);
    else await db.selectFrom('round').select('id').where('id', '=', roundId).forUpdate().execute();
    const bundle = nameBundle({ networkId, roundId });
    if (await isUnderway(db, 'make-bundle', { bundle })) return unchanged();
    await storeBundle(db, { networkId, roundId }, { done: 0, steps: 1 });
    await jobs.hasten(db, 'make-bundle', { networkId, roundId, bundle });
    await log({ action: 'results.bundleOrdered', networkId, roundId });
  });
}
