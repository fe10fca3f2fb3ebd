/** The job of every minute: does what is due. Somebody else's fault stops none of the others. */
import { throwAll, tryEach } from './do-due.ts';

/** Does the duties in this order. What went wrong is thrown at the end, all of it. */
export async function tick(duties: readonly (() => Promise<void>)[]): Promise<void> {
  throwAll(await tryEach(duties, (doDuty) => doDuty()));
}
