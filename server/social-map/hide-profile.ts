/** Taking the profile of a partner off the map, and putting it back. */
import { sql } from 'kysely';
import { type Acting, act } from '../log/act.ts';
import { findPartner } from '../partners/partners.ts';

/** What is so already stays so. */
export function hideProfile(acting: Acting, partnerId: string, isHidden: boolean): Promise<void> {
  return act(acting, async (change) => {
    const { name, network } = await findPartner(change.db, partnerId);
    const { numUpdatedRows } = await change.db
      .updateTable('profile')
      .set({ hiddenAt: isHidden ? sql<Date>`now()` : null })
      .where('partnerId', '=', partnerId)
      .where('hiddenAt', isHidden ? 'is' : 'is not', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return change.unchanged();
    const action = isHidden ? 'profiles.hidden' : 'profiles.shown';
    await change.log({ action, networkId: network.id, thingId: partnerId, note: name });
  });
}
