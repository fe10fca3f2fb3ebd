/** Withdrawing a share: its link stops working, permanently. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { notFound } from '../../text/refusal.ts';

/** Once more changes nothing. */
export function revokeShare(acting: Acting, id: string): Promise<void> {
  return act(acting, async (change) => {
    const share = await change.db
      .selectFrom('share')
      .select(['roundId', 'revokedAt'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!share) throw notFound();
    if (share.revokedAt) return change.unchanged();
    await change.db.updateTable('share').set({ revokedAt: sql<Date>`now()` }).where('id', '=', id).execute();
    await change.log({ action: 'shares.revoked', roundId: share.roundId, thingId: id });
  });
}
