/** Undoing a merge: two partners that turned out to be two after all. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { refuseProblems } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import { lockPartner } from '../lock-partner.ts';
import { checkSameName } from '../partner-fields.ts';
import { findPartner } from '../partners.ts';
import type { ProfileMerge } from './merge-partners.ts';
import { separatePeople } from './separate-people.ts';
import { findMerge, forgetMerges } from './stored-merges.ts';

/**
 * Brings back the partner that went into another, with the people, invitations, links and profile that it had. Refuses
 * when something happened since that goes against it, and says what.
 */
export function separatePartners(
  acting: Acting,
  partnerId: string,
  profiles: Pick<ProfileMerge, 'separate'>,
): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const { networkId, name } = await lockPartner(db, partnerId);
    const drop = await findPartner(db, partnerId);
    const stored = await findMerge(db, partnerId);
    if (!stored || !drop.mergedInto) throw new Refusal(409, 'notMerged');
    const keep = await findPartner(db, drop.mergedInto.id);
    if (keep.archived) throw new Refusal(409, 'keptPartnerGone', { name: keep.name });
    const problems = await checkSameName(db, { networkId, name, id: partnerId });
    if (problems.length > 0) throw refuseProblems(problems);
    await separatePeople(db, { keep, drop }, stored);
    await profiles.separate(db, keep, stored.profile);
    await db
      .updateTable('partner')
      .set({ archivedAt: null, mergedInto: null, revision: sql`revision + 1` })
      .where('id', '=', partnerId)
      .execute();
    await db.updateTable('partner').set({ revision: sql`revision + 1` }).where('id', '=', keep.id).execute();
    await forgetMerges(db, [partnerId]);
    await log({
      action: 'partners.separated',
      networkId,
      thingId: partnerId,
      note: `${drop.name} ← ${keep.name}`,
    });
  });
}
