/** What merging two partners, and undoing it, does with their profiles; `server/partners/merge/` is handed this. */
import { sql } from 'kysely';
import type { ProfileMerge } from '../partners/merge/merge-partners.ts';
import { findOwnProfile } from '../profiles/profiles.ts';
import { profilePageTexts } from '../profiles/texts.ts';

/** The profile of the partner that stays: how it was, which is empty or nothing at all, and its revision afterwards. */
interface MergedProfile {
  before: { content: object; view: string; updatedAt: string; hiddenAt: string | null } | null;
  revision: number;
}

export const profileMerge: ProfileMerge = {
  /** The partner that stays keeps its profile, and gets that of the other where it wrote nothing. */
  async merge(transaction, { keep, drop }) {
    const { rows: had } = await sql<NonNullable<MergedProfile['before']>>`
      SELECT content, view, updated_at AS "updatedAt", hidden_at AS "hiddenAt" FROM profile
      WHERE partner_id = ${keep.id} FOR UPDATE`.execute(transaction);
    const { rows } = await sql<{ revision: number }>`
      INSERT INTO profile AS stored (partner_id, content, view, updated_at, hidden_at)
      SELECT ${keep.id}, content, view, updated_at, hidden_at FROM profile WHERE partner_id = ${drop.id}
      ON CONFLICT (partner_id) DO UPDATE
      SET content = excluded.content, revision = stored.revision + 1, view = excluded.view,
        updated_at = excluded.updated_at, hidden_at = excluded.hidden_at
      WHERE NOT EXISTS (
        SELECT FROM jsonb_each(stored.content) WHERE value NOT IN ('""'::jsonb, '[]'::jsonb)
      )
      RETURNING revision`.execute(transaction);
    const [written] = rows;
    return written ? { before: had[0] ?? null, revision: written.revision } : null;
  },

  /** What was written since stays. */
  async separate(transaction, keep, merged) {
    if (merged === null) return;
    const { before, revision } = merged as MergedProfile;
    const isSame = sql`partner_id = ${keep.id} AND revision = ${revision}`;
    if (before === null) await sql`DELETE FROM profile WHERE ${isSame}`.execute(transaction);
    else {
      await sql`
        UPDATE profile SET content = ${JSON.stringify(before.content)}::jsonb, revision = revision + 1,
          view = ${before.view}, updated_at = ${before.updatedAt}::timestamptz,
          hidden_at = ${before.hiddenAt}::timestamptz
        WHERE ${isSame}`.execute(transaction);
    }
  },

  async describe(db, { keep, drop }, language) {
    if (!(await findOwnProfile(db, drop.id))) return undefined;
    return profilePageTexts(language)('profiles.merge', { drop: drop.name, keep: keep.name });
  },
};
