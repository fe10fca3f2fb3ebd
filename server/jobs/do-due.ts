/** What the clock does with one thing after another: a fault with one does not keep the others waiting. */
import type { Database } from '../database/schema.ts';

/**
 * Does what is due, by id, each in a transaction of its own. `findNext` gives the first that is due after an id and
 * locks it with SKIP LOCKED, so that several processes at once share the work. What went wrong is thrown at the end,
 * so that the job shows as failed; the next minute tries again.
 */
export async function doDue<Due extends { id: string }>(
  db: Database,
  findNext: (transaction: Database, after: string) => Promise<Due | undefined>,
  handle: (transaction: Database, due: Due) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  let after: string | undefined = '0';
  while (after !== undefined) {
    let taken: string | undefined;
    const from: string = after;
    await db
      .transaction()
      .execute(async (transaction) => {
        const due = await findNext(transaction, from);
        taken = due?.id;
        if (due) await handle(transaction, due);
      })
      .catch((error: unknown) => errors.push(error));
    after = taken;
  }
  throwAll(errors);
}

/** One error as it is, more of them together, and nothing when there is none. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length > 1) throw new AggregateError(errors);
  if (errors.length === 1) throw errors[0];
}
