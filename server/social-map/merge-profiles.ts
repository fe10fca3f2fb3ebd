/** What merging two partners does with their profiles; `server/partners/merge/` is handed this. */
import { sql } from 'kysely';
import type { ProfileMerge } from '../partners/merge/merge-partners.ts';
import { findOwnProfile } from '../profiles/profiles.ts';
import { profilePageTexts } from '../profiles/texts.ts';

export const profileMerge: ProfileMerge = {
  /** The partner that stays keeps its profile, and gets that of the other where it wrote nothing. */
  async merge(transaction, { keep, drop }) {
    await sql`
      INSERT INTO profile AS stored (partner_id, content, view, updated_at, hidden_at)
      SELECT ${keep.id}, content, view, updated_at, hidden_at FROM profile WHERE partner_id = ${drop.id}
      ON CONFLICT (partner_id) DO UPDATE
      SET content = excluded.content, revision = stored.revision + 1, view = excluded.view,
        updated_at = excluded.updated_at, hidden_at = excluded.hidden_at
      WHERE NOT EXISTS (
        SELECT FROM jsonb_each(stored.content) WHERE value NOT IN ('""'::jsonb, '[]'::jsonb)
      )`.execute(transaction);
  },

  async describe(db, { keep, drop }, language) {
    if (!(await findOwnProfile(db, drop.id))) return undefined;
    return profilePageTexts(language)('profiles.merge', { drop: drop.name, keep: keep.name });
  },
};
