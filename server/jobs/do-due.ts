/** Does what is due, one thing after another: an error in one does not hold up the others. */
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

/** Does each of a list, in this order. Gives what went wrong, to throw when all was tried. */
export async function tryEach<One>(
  list: readonly One[],
  handle: (one: One) => Promise<unknown>,
): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (const one of list) await handle(one).catch((error: unknown) => errors.push(error));
  return errors;
}

/** One error as it is, more of them together, and nothing when there is none. */
export function throwAll(errors: readonly unknown[]): void {
  const all = errors.flatMap((error) => (error instanceof AggregateError ? error.errors : [error]));
  if (all.length > 1) throw new AggregateError(all);
  if (all.length === 1) throw all[0];
}
