/** Putting a partner into the archive: it is in no new round, and rounds that were opened keep it. */
import { sql } from 'kysely';
import { type Acting, act } from '../log/act.ts';
import { lockPartner } from './lock-partner.ts';

/** Doing it twice is the same as once. */
export function archivePartner(acting: Acting, partnerId: string): Promise<void> {
  return act(acting, async ({ db, log, unchanged }) => {
    const { networkId, name, archivedAt } = await lockPartner(db, partnerId);
    if (archivedAt) return unchanged();
    await db
      .updateTable('partner')
      .set({ archivedAt: sql`now()`, revision: sql`revision + 1` })
      .where('id', '=', partnerId)
      .execute();
    await log({ action: 'partners.archived', networkId, thingId: partnerId, note: name });
  });
}
