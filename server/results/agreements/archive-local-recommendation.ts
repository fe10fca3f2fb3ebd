/** Taking a local recommendation off the factsheets, or putting it back. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { lockEntry } from './lock-entry.ts';

/** Doing it twice is the same as once. */
export function archiveLocalRecommendation(acting: Acting, id: string, isArchived: boolean): Promise<void> {
  return act(acting, async (change) => {
    const { networkId, revision, endedAt } = await lockEntry(change.db, 'localRecommendation', id);
    if ((endedAt !== null) === isArchived) return change.unchanged();
    await change.db
      .updateTable('localRecommendation')
      .set({ archivedAt: isArchived ? sql<Date>`now()` : null, revision: revision + 1 })
      .where('id', '=', id)
      .execute();
    const action = isArchived ? 'agreements.ideaArchived' : 'agreements.ideaReturned';
    await change.log({ action, networkId, thingId: id });
  });
}
