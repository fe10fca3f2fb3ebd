/**
 * The profiles of partners. Behind a personal link one statement checks that the round is open and that this is the
 * revision that was seen, and writes; the desk checks the revision too. A partner that turned out to be another one
 * (a merge) shares the profile of that other one.
 */
import { CompiledQuery, sql } from 'kysely';
import { isEmptyProfile, type Profile } from '../../survey/profile.ts';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { answerableRound, findReason } from '../questionnaire/answers.ts';
import { Refusal } from '../text/refusal.ts';

export interface StoredProfile {
  content: Profile;
  revision: number;
  /** The coordinator took it off the map. */
  hidden: boolean;
}

/** From a partner (`partner.id = …`) to the one that it was merged into, if it was, and so on. */
const heir = (from: string) => `
  heir AS (
    SELECT partner.id, partner.merged_into FROM partner ${from}
    UNION
    SELECT partner.id, partner.merged_into FROM partner JOIN heir ON partner.id = heir.merged_into
  ),
  owner AS (SELECT id FROM heir WHERE merged_into IS NULL)`;

const find = `
  WITH RECURSIVE ${heir('WHERE partner.id = $1')}
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
  /** The opening of the page; see `Save` in `answers.ts`. */
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
  WITH RECURSIVE open AS (${answerableRound}),
  ${heir('JOIN invitation ON invitation.partner_id = partner.id JOIN open ON open.id = invitation.id')},
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
export async function saveProfile(db: Database, wish: ProfileSave): Promise<ProfileOutcome> {
  const { invitationId, content, revision, view, language = null } = wish;
  const values = [invitationId, JSON.stringify(content), revision, view, language, isEmptyProfile(content)];
  const { rows } = await db.executeQuery<{ open: boolean; owner: string; revision: number | null }>(
    CompiledQuery.raw(save, values),
  );
  const result = rows[0]!;
  if (!result.open) return { kind: await findReason(db, invitationId) } as ProfileOutcome;
  if (result.revision !== null) return { kind: 'saved', revision: result.revision };
  const stored = await readStored(db, result.owner, content);
  if (!stored) return { kind: 'unchanged', revision: 0 };
  return stored.same ? { kind: 'unchanged', revision: stored.revision } : { kind: 'conflict', stored };
}

/** Saves what the coordinator corrected; refuses when the profile was changed after this revision. */
export async function correctProfile(
  db: Database,
  partnerId: string,
  { content, revision, view }: { content: Profile; revision: number; view: string },
): Promise<void> {
  const text = JSON.stringify(content);
  const { rows } = await sql<{ revision: number }>`
    INSERT INTO profile AS stored (partner_id, content, view)
    SELECT ${partnerId}, ${text}::jsonb, ${view}
    WHERE NOT ${isEmptyProfile(content)}::boolean OR EXISTS (SELECT FROM profile WHERE partner_id = ${partnerId})
    ON CONFLICT (partner_id) DO UPDATE
    SET content = excluded.content, revision = stored.revision + 1, view = excluded.view, updated_at = now()
    WHERE stored.content <> excluded.content AND stored.revision = ${revision}
    RETURNING revision`.execute(db);
  if (rows.length > 0) return;
  const stored = await readStored(db, partnerId, content);
  if (stored && !stored.same) throw new Refusal(409, 'changedMeanwhile');
}

/** Takes a profile off the map or puts it back; what is so already stays so. */
export async function hideProfile(db: Database, partnerId: string, isHidden: boolean): Promise<void> {
  await db
    .updateTable('profile')
    .set({ hiddenAt: isHidden ? sql<Date>`coalesce(hidden_at, now())` : null })
    .where('partnerId', '=', partnerId)
    .execute();
}

async function readStored(db: Database, partnerId: string, content: Profile) {
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
