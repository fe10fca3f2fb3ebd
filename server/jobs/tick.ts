/** The job that runs every minute and does what is due. An error in one duty does not stop the others. */
import { throwAll, tryEach } from './do-due.ts';

/** Does the duties in this order. What went wrong is thrown at the end, all of it. */
export async function tick(duties: readonly (() => Promise<void>)[]): Promise<void> {
  throwAll(await tryEach(duties, (doDuty) => doDuty()));
}
