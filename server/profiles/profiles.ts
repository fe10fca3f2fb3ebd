/**
 * The profiles of partners. Behind a personal link one statement checks that the round is open and that this is the
 * revision that was seen, and writes; the desk checks the revision too. A partner that turned out to be another one
 * (a merge) shares the profile of that other one.
 */
import { CompiledQuery, sql } from 'kysely';
import { isEmptyProfile, type Profile } from '../../survey/profile.ts';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { findClosedReason, lockAnswerableRound } from '../rounds/invitations/answerable-round.ts';

export interface StoredProfile {
  content: Profile;
  revision: number;
  /** The coordinator took it off the map. */
  hidden: boolean;
}

/** From a partner (`partner.id = …`) to the one that it was merged into, if it was, and so on: `owner`. */
const mergedInto = (from: string) => `
  merged AS (
    SELECT partner.id, partner.merged_into FROM partner ${from}
    UNION
    SELECT partner.id, partner.merged_into FROM partner JOIN merged ON partner.id = merged.merged_into
  ),
  owner AS (SELECT id FROM merged WHERE merged_into IS NULL)`;

const find = `
  WITH RECURSIVE ${mergedInto('WHERE partner.id = $1')}
  SELECT content, revision, hidden_at IS NOT NULL AS hidden
  FROM profile JOIN owner ON profile.partner_id = owner.id`;

/** The profile of a partner, if somebody wrote one. */
export async function findProfile(db: Database, partnerId: string): Promise<StoredProfile | undefined> {
  const { rows } = await db.executeQuery<StoredProfile>(CompiledQuery.raw(find, [partnerId]));
  return rows[0];
}

/** The profile of this very partner, also when it was merged into another. */
export async function findOwnProfile(db: Database, partnerId: string): Promise<StoredProfile | undefined> {
  return selectProfile(db, partnerId).executeTakeFirst();
}

export interface ProfileSave {
  invitationId: string;
  /** Checked. */
  content: Profile;
  /** The revision that was seen; 0 when there was none yet. */
  revision: number;
  /** The opening of the page; see `Save` in `save-page.ts`. */
  view: string;
  language: Language | undefined;
}

export type ProfileOutcome =
  | { kind: 'saved' | 'unchanged'; revision: number }
  | { kind: 'conflict'; stored: StoredProfile }
  | { kind: 'closed' }
  | { kind: 'paused' };

/** $1 invitation, $2 content, $3 revision, $4 view, $5 language or null, $6 does the content say nothing. */
const save = `
  WITH RECURSIVE open AS (${lockAnswerableRound}),
  ${mergedInto('JOIN invitation ON invitation.partner_id = partner.id JOIN open ON open.id = invitation.id')},
  saved AS (
    INSERT INTO profile AS stored (partner_id, content, revision, view)
    SELECT owner.id, $2::jsonb, 1, $4
    FROM owner
    WHERE NOT $6::boolean OR EXISTS (SELECT FROM profile WHERE partner_id = owner.id)
    ON CONFLICT (partner_id) DO UPDATE
    SET content = excluded.content, revision = stored.revision + 1, view = excluded.view, updated_at = now()
    WHERE stored.content <> excluded.content
      AND (stored.revision = $3
        OR (split_part(stored.view, '.', 1) = split_part(excluded.view, '.', 1)
          AND split_part(stored.view, '.', 2)::integer <= split_part(excluded.view, '.', 2)::integer))
    RETURNING revision
  ),
  spoken AS (
    UPDATE invitation SET language = $5
    FROM saved, open
    WHERE invitation.id = open.id AND language IS DISTINCT FROM coalesce($5, language)
  )
  SELECT EXISTS (SELECT FROM open) AS open, (SELECT id::text FROM owner) AS owner,
    (SELECT revision FROM saved) AS revision`;

/** Saves the profile from the questionnaire. What is there already, or nothing where nothing is, writes nothing. */
export async function saveProfile(db: Database, input: ProfileSave): Promise<ProfileOutcome> {
  const { invitationId, content, revision, view, language = null } = input;
  const values = [invitationId, JSON.stringify(content), revision, view, language, isEmptyProfile(content)];
  const { rows } = await db.executeQuery<{ open: boolean; owner: string; revision: number | null }>(
    CompiledQuery.raw(save, values),
  );
  const result = rows[0]!;
  if (!result.open) return { kind: await findClosedReason(db, invitationId) } as ProfileOutcome;
  if (result.revision !== null) return { kind: 'saved', revision: result.revision };
  const stored = await findSameProfile(db, result.owner, content);
  if (!stored) return { kind: 'unchanged', revision: 0 };
  return stored.same ? { kind: 'unchanged', revision: stored.revision } : { kind: 'conflict', stored };
}

/** The profile of this very partner, and whether it says the same as this one. */
export async function findSameProfile(db: Database, partnerId: string, content: Profile) {
  return selectProfile(db, partnerId)
    .select(sql<boolean>`content = ${JSON.stringify(content)}::jsonb`.as('same'))
    .executeTakeFirst();
}

function selectProfile(db: Database, partnerId: string) {
  return db
    .selectFrom('profile')
    .select(['content', 'revision'])
    .select(sql<boolean>`hidden_at IS NOT NULL`.as('hidden'))
    .where('partnerId', '=', partnerId);
}
