/** Marking an agreement as done, or as not done after all. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { lockEntry } from './lock-entry.ts';

/** Doing it twice is the same as once. */
export function markAgreement(acting: Acting, id: string, isDone: boolean): Promise<void> {
  return act(acting, async (change) => {
    const { networkId, revision, endedAt } = await lockEntry(change.db, 'agreement', id);
    if ((endedAt !== null) === isDone) return change.unchanged();
    await change.db
      .updateTable('agreement')
      .set({ doneAt: isDone ? sql<Date>`now()` : null, revision: revision + 1 })
      .where('id', '=', id)
      .execute();
    const action = isDone ? 'agreements.completed' : 'agreements.reopened';
    await change.log({ action, networkId, thingId: id });
  });
}
