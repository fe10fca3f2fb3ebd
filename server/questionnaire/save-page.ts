/**
 * Saves a page of the questionnaire, by one statement that checks everything and writes: is the round still open, is
 * this the revision that the respondent saw. Between a check and a write of its own, another tab could slip through.
 * What somebody answered is never in the log, so this leaves no line there.
 */
import { CompiledQuery, sql } from 'kysely';
import type { PageContent } from '../../survey/answers.ts';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { findClosedReason, lockAnswerableRound } from '../rounds/invitations/answerable-round.ts';
import type { StoredPage } from './find-invitation.ts';
import { mayCount } from './holders.ts';

export interface Save {
  invitationId: string;
  holderId: string;
  page: string;
  content: PageContent;
  /** The revision that the respondent saw; 0 when nothing was saved yet. */
  revision: number;
  /**
   * The opening of the page, `ID.COUNT`; the script raises COUNT with each attempt. An opening may save over what
   * it saved itself without knowing the revision (the answer got lost), but never with an older attempt that
   * arrives late.
   */
  view: string;
  /** What the respondent chose, to be kept for other devices. */
  language: Language | undefined;
}

export type SaveOutcome =
  | { kind: 'saved' | 'unchanged'; revision: number }
  | { kind: 'conflict'; stored: StoredPage }
  | { kind: 'closed' }
  | { kind: 'paused' }
  /** Another holder of this link sent answers: these would not count. */
  | { kind: 'sentElsewhere' };

/** $1 invitation, $2 page, $3 content, $4 revision, $5 view, $6 language or null, $7 does the content say nothing,
    $8 holder. */
const save = `
  WITH open AS (${lockAnswerableRound}),
  own AS (SELECT open.id FROM open JOIN invitation USING (id) WHERE ${mayCount('$8')}),
  saved AS (
    INSERT INTO answer_page AS stored (invitation_id, holder_id, page, content, revision, view)
    SELECT own.id, $8, $2, $3::jsonb, 1, $5
    FROM own
    WHERE NOT $7::boolean OR EXISTS (SELECT FROM answer_page WHERE holder_id = $8 AND page = $2)
    ON CONFLICT (holder_id, page) DO UPDATE
    SET content = excluded.content, revision = stored.revision + 1, view = excluded.view, saved_at = now()
    WHERE stored.content <> excluded.content
      AND (stored.revision = $4
        OR (split_part(stored.view, '.', 1) = split_part(excluded.view, '.', 1)
          AND split_part(stored.view, '.', 2)::integer <= split_part(excluded.view, '.', 2)::integer))
    RETURNING invitation_id, revision
  ),
  spoken AS (
    UPDATE invitation SET language = $6
    FROM saved
    WHERE invitation.id = saved.invitation_id AND language IS DISTINCT FROM coalesce($6, language)
  )
  SELECT EXISTS (SELECT FROM open) AS open, EXISTS (SELECT FROM own) AS own,
    (SELECT revision FROM saved) AS revision`;

/** Saves a checked page. Content that is already there, or nothing where nothing is, writes nothing. */
export async function savePage(db: Database, wish: Save): Promise<SaveOutcome> {
  const { invitationId, holderId, page, revision, view, language = null } = wish;
  const content = JSON.stringify(wish.content);
  const values = [invitationId, page, content, revision, view, language, isEmpty(wish.content), holderId];
  const { rows } = await db.executeQuery<{ open: boolean; own: boolean; revision: number | null }>(
    CompiledQuery.raw(save, values),
  );

  const result = rows[0]!;
  if (!result.open) return { kind: await findClosedReason(db, invitationId) } as SaveOutcome;
  if (!result.own) return { kind: 'sentElsewhere' };
  if (result.revision !== null) return { kind: 'saved', revision: result.revision };

  const stored = await db
    .selectFrom('answerPage')
    .select(['page', 'content', 'revision', sql<boolean>`content = ${content}::jsonb`.as('same')])
    .where('holderId', '=', holderId)
    .where('page', '=', page)
    .executeTakeFirst();
  if (!stored) return { kind: 'unchanged', revision: 0 };
  return stored.same ? { kind: 'unchanged', revision: stored.revision } : { kind: 'conflict', stored };
}

/** Does this page say nothing at all? */
export function isEmpty(content: PageContent): boolean {
  if ('answers' in content) return Object.keys(content.answers).length === 0 && content.comment === '';
  if ('conditions' in content) return Object.keys(content.conditions).length === 0;
  if ('contacts' in content) return Object.keys(content.contacts).length === 0 && !content.missing;
  return !content.scores && !content.research;
}
