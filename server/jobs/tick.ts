/** The job of every minute: does what is due. Somebody else's fault stops none of the others. */
import { throwAll } from './do-due.ts';

/** Does the duties in this order. What went wrong is thrown at the end, all of it. */
export async function tick(duties: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const doDuty of duties) await doDuty().catch((error: unknown) => errors.push(error));
  throwAll(errors.flatMap((error) => (error instanceof AggregateError ? error.errors : [error])));
}
