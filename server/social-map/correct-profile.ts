/** Correcting what a partner wrote about itself, by the coordinator, who may also write the first one. */
import { sql } from 'kysely';
import { isEmptyProfile, type Profile } from '../../survey/profile.ts';
import { type Acting, act } from '../log/act.ts';
import { findPartner } from '../partners/partners.ts';
import { findSameProfile } from '../profiles/profiles.ts';
import { Refusal } from '../text/refusal.ts';

/** Refuses when the profile was changed after this revision; what is so already changes nothing. */
export function correctProfile(
  acting: Acting,
  partnerId: string,
  { content, revision, view }: { content: Profile; revision: number; view: string },
): Promise<void> {
  return act(acting, async (change) => {
    const { db } = change;
    const { name, network } = await findPartner(db, partnerId);
    const { rows } = await sql`
      INSERT INTO profile AS stored (partner_id, content, view)
      SELECT ${partnerId}, ${JSON.stringify(content)}::jsonb, ${view}
      WHERE NOT ${isEmptyProfile(content)}::boolean
        OR EXISTS (SELECT FROM profile WHERE partner_id = ${partnerId})
      ON CONFLICT (partner_id) DO UPDATE
      SET content = excluded.content, revision = stored.revision + 1, view = excluded.view, updated_at = now()
      WHERE stored.content <> excluded.content AND stored.revision = ${revision}
      RETURNING revision`.execute(db);
    if (rows.length > 0) {
      return change.log({
        action: 'profiles.changed',
        networkId: network.id,
        thingId: partnerId,
        note: name,
      });
    }
    const stored = await findSameProfile(db, partnerId, content);
    if (stored && !stored.same) throw new Refusal(409, 'changedMeanwhile');
    change.unchanged();
  });
}
