/** Bringing a partner back from the archive, with the people that it had. */
import { sql } from 'kysely';
import { type Acting, act } from '../log/act.ts';
import { refuseProblems } from '../text/problems.ts';
import { lockPartner } from './lock-partner.ts';
import { forgetMerges } from './merge/stored-merges.ts';
import { checkSameName } from './partner-fields.ts';

/** Refuses when its name came into use meanwhile. Twice is the same as once. */
export function restorePartner(acting: Acting, partnerId: string): Promise<void> {
  return act(acting, async ({ db, log, unchanged }) => {
    const { networkId, name, archivedAt } = await lockPartner(db, partnerId);
    if (!archivedAt) return unchanged();
    const problems = await checkSameName(db, { networkId, name, id: partnerId });
    if (problems.length > 0) throw refuseProblems(problems);
    await db
      .updateTable('partner')
      .set({ archivedAt: null, mergedInto: null, revision: sql`revision + 1` })
      .where('id', '=', partnerId)
      .execute();
    // It comes back by itself: who went along to another partner stays there, and the merge can't be undone any more.
    await forgetMerges(db, [partnerId]);
    await log({ action: 'partners.returned', networkId, thingId: partnerId, note: name });
  });
}
