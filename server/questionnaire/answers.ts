/**
 * Answers in and out. A link is looked up by one query, so that unknown, revoked and closed links take the same
 * time. A page is saved by one statement that checks everything and writes: is the round still open, is this the
 * revision that the respondent saw. Between a check and a write of its own, another tab could slip through.
 */
import { CompiledQuery, sql } from 'kysely';
import type { PageContent } from '../../survey/answers.ts';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { roundState } from '../rounds/round-state.ts';
import { hashToken } from '../web/token.ts';
import { makeReceipt } from './receipt.ts';

export interface StoredPage {
  page: string;
  content: PageContent;
  revision: number;
}

export interface OpenInvitation {
  id: string;
  /** What the respondent chose last, on whatever device. */
  language: Language | null;
  submittedAt: Date | null;
  receipt: string | null;
  roundId: string;
  sender: string;
  roundLanguage: Language;
  closesAt: Date;
  /** Nobody can answer now; what was saved waits. */
  paused: boolean;
  instrumentId: string;
  instrumentVersion: string;
  network: string;
  madeUp: boolean;
  municipality: string;
  partnerId: string;
  partner: string;
  pages: StoredPage[];
}

const openInvitation = `
  SELECT row_to_json(found) AS found FROM (
    SELECT invitation.id::text, invitation.language, invitation.submitted_at AS "submittedAt", invitation.receipt,
      round.id::text AS "roundId", round.sender, round.language AS "roundLanguage",
      round.closes_at AS "closesAt", round.paused_at IS NOT NULL AS paused,
      round.instrument_id AS "instrumentId", round.instrument_version AS "instrumentVersion",
      network.name AS network, network.made_up AS "madeUp", municipality.name AS municipality,
      round_partner.partner_id::text AS "partnerId", round_partner.name AS partner,
      (
        SELECT coalesce(json_agg(json_build_object('page', page, 'content', content, 'revision', revision)), '[]')
        FROM answer_page WHERE answer_page.invitation_id = invitation.id
      ) AS pages
    FROM invitation
      JOIN round ON round.id = invitation.round_id
      JOIN network ON network.id = round.network_id
      JOIN municipality ON municipality.id = network.municipality_id
      JOIN round_partner USING (round_id, partner_id)
    WHERE invitation.token_hash = $1 AND invitation.revoked_at IS NULL
      AND round_state(round) IN ('open', 'paused')
  ) AS found`;

/**
 * The invitation behind a personal link with everything saved so far; undefined unless its round is open. A
 * constant statement with one column, because every page and every saved answer begins with it: building it anew
 * and reading sixteen columns would cost more than the database does.
 */
export async function findOpenInvitation(db: Database, token: string): Promise<OpenInvitation | undefined> {
  const { rows } = await db.executeQuery<{ found: OpenInvitation }>(
    CompiledQuery.raw(openInvitation, [hashToken(token)]),
  );
  const found = rows[0]?.found;
  if (!found) return undefined;
  // JSON has no dates.
  const { submittedAt, closesAt } = found;
  return { ...found, closesAt: new Date(closesAt), submittedAt: submittedAt && new Date(submittedAt) };
}

export interface OtherPartner {
  code: string;
  name: string;
}

/** The partners of the round but the respondent's own: whom the contacts page asks about, by name. */
export async function listOtherPartners(
  db: Database,
  { roundId, partnerId }: Pick<OpenInvitation, 'roundId' | 'partnerId'>,
): Promise<OtherPartner[]> {
  const partners = await db
    .selectFrom('roundPartner')
    .select(['code', 'name'])
    .where('roundId', '=', roundId)
    .where('partnerId', '<>', partnerId)
    .execute();
  return partners.sort((a, b) => a.name.localeCompare(b.name, 'nl') || a.code.localeCompare(b.code, 'nl'));
}

/** Locked, so that closing the round waits for what is being saved, and a save that waited finds it closed. */
export const answerableRound = `
  SELECT invitation.id
  FROM invitation JOIN round ON round.id = invitation.round_id
  WHERE invitation.id = $1 AND invitation.revoked_at IS NULL
    AND round_state(round) = 'open'
  FOR SHARE OF round`;

/** Why a round that is not open is not: it goes on later, or it does not. */
export async function findReason(db: Database, invitationId: string): Promise<'paused' | 'closed'> {
  const paused = await db
    .selectFrom('invitation')
    .innerJoin('round', 'round.id', 'invitation.roundId')
    .select('round.id')
    .where('invitation.id', '=', invitationId)
    .where('invitation.revokedAt', 'is', null)
    .where(roundState, '=', 'paused')
    .executeTakeFirst();
  return paused ? 'paused' : 'closed';
}

export interface Save {
  invitationId: string;
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
  | { kind: 'paused' };

/** $1 invitation, $2 page, $3 content, $4 revision, $5 view, $6 language or null, $7 does the content say nothing. */
const save = `
  WITH open AS (${answerableRound}),
  saved AS (
    INSERT INTO answer_page AS stored (invitation_id, page, content, revision, view)
    SELECT open.id, $2, $3::jsonb, 1, $5
    FROM open
    WHERE NOT $7::boolean OR EXISTS (SELECT FROM answer_page WHERE invitation_id = open.id AND page = $2)
    ON CONFLICT (invitation_id, page) DO UPDATE
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
  SELECT EXISTS (SELECT FROM open) AS open, (SELECT revision FROM saved) AS revision`;

/** Saves a checked page. Content that is already there, or nothing where nothing is, writes nothing. */
export async function savePage(db: Database, wish: Save): Promise<SaveOutcome> {
  const { invitationId, page, revision, view, language = null } = wish;
  const content = JSON.stringify(wish.content);
  const values = [invitationId, page, content, revision, view, language, isEmpty(wish.content)];
  const { rows } = await db.executeQuery<{ open: boolean; revision: number | null }>(
    CompiledQuery.raw(save, values),
  );

  const result = rows[0]!;
  if (!result.open) return { kind: await findReason(db, invitationId) } as SaveOutcome;
  if (result.revision !== null) return { kind: 'saved', revision: result.revision };

  const stored = await db
    .selectFrom('answerPage')
    .select(['page', 'content', 'revision', sql<boolean>`content = ${content}::jsonb`.as('same')])
    .where('invitationId', '=', invitationId)
    .where('page', '=', page)
    .executeTakeFirst();
  if (!stored) return { kind: 'unchanged', revision: 0 };
  return stored.same ? { kind: 'unchanged', revision: stored.revision } : { kind: 'conflict', stored };
}

/** Does this page say nothing at all? */
function isEmpty(content: PageContent): boolean {
  if ('answers' in content) return Object.keys(content.answers).length === 0 && content.comment === '';
  if ('conditions' in content) return Object.keys(content.conditions).length === 0;
  if ('contacts' in content) return Object.keys(content.contacts).length === 0;
  return !content.scores && !content.research;
}

/** $1 invitation, $2 the receipt. */
const send = `
  WITH open AS (${answerableRound}),
  sent AS (
    UPDATE invitation SET submitted_at = now(), receipt = $2
    FROM open
    WHERE invitation.id = open.id AND invitation.submitted_at IS NULL
      AND EXISTS (
        SELECT FROM answer_page
        WHERE invitation_id = open.id AND content->'answers' <> '{}'::jsonb
      )
    RETURNING invitation.id
  )
  SELECT EXISTS (SELECT FROM open) AS open, EXISTS (SELECT FROM sent) AS sent`;

/**
 * Sends the answers: of many at the same time one writes the moment and the receipt, and the others find them.
 * 'nothing': not one statement was answered, so there is nothing to send.
 */
export async function sendAnswers(
  db: Database,
  invitationId: string,
): Promise<'sent' | 'nothing' | 'closed' | 'paused'> {
  const { rows } = await db.executeQuery<{ open: boolean; sent: boolean }>(
    CompiledQuery.raw(send, [invitationId, makeReceipt()]),
  );
  const { open, sent } = rows[0]!;
  if (!open) return findReason(db, invitationId);
  if (sent) return 'sent';
  const invitation = await db
    .selectFrom('invitation')
    .select('submittedAt')
    .where('id', '=', invitationId)
    .executeTakeFirstOrThrow();
  return invitation.submittedAt ? 'sent' : 'nothing';
}
