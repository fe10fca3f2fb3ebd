/**
 * Answers in and out. A link is looked up by one query, so that unknown, revoked and closed links take the same
 * time. A page is saved by one statement that checks everything and writes: is the round still open, is this the
 * revision that the respondent saw. Between a check and a write of its own, another tab could slip through.
 */
import { sql } from 'kysely';
import type { PageContent } from '../../survey/answers.ts';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { makeReceipt } from '../receipt.ts';
import { hashToken } from '../token.ts';

export interface StoredPage {
  page: string;
  content: PageContent;
  revision: number;
}

export interface OpenInvitation {
  id: string;
  /** What the respondent chose last, on whatever device. */
  language: Language | null;
  sent_at: Date | null;
  receipt: string | null;
  round_id: string;
  sender: string;
  round_language: Language;
  closes_at: Date;
  instrument_id: string;
  instrument_version: string;
  network: string;
  made_up: boolean;
  municipality: string;
  partner_id: string;
  partner: string;
  pages: StoredPage[];
}

/**
 * The invitation behind a personal link with everything saved so far; undefined unless its round is open. Written
 * as plain SQL because every page and every saved answer begins with it: building it anew costs more than asking.
 */
export async function findOpenInvitation(db: Database, token: string): Promise<OpenInvitation | undefined> {
  const { rows } = await sql<OpenInvitation>`
    SELECT invitation.id, invitation.language, invitation.sent_at, invitation.receipt,
      round.id AS round_id, round.sender, round.language AS round_language, round.closes_at,
      round.instrument_id, round.instrument_version,
      network.name AS network, network.made_up, municipality.name AS municipality,
      round_partner.partner_id, round_partner.name AS partner,
      (
        SELECT coalesce(json_agg(json_build_object('page', page, 'content', content, 'revision', revision)), '[]')
        FROM answer_page WHERE answer_page.invitation_id = invitation.id
      ) AS pages
    FROM invitation
      JOIN round ON round.id = invitation.round_id
      JOIN network ON network.id = round.network_id
      JOIN municipality ON municipality.id = network.municipality_id
      JOIN round_partner USING (round_id, partner_id)
    WHERE invitation.token_hash = ${hashToken(token)} AND invitation.revoked_at IS NULL
      AND round.closed_at IS NULL AND round.closes_at > now()`.execute(db);
  return rows[0];
}

export interface OtherPartner {
  code: string;
  name: string;
}

/** The partners of the round but the respondent's own: whom the contacts page asks about, by name. */
export async function listOtherPartners(
  db: Database,
  { round_id, partner_id }: Pick<OpenInvitation, 'round_id' | 'partner_id'>,
): Promise<OtherPartner[]> {
  const partners = await db
    .selectFrom('round_partner')
    .select(['code', 'name'])
    .where('round_id', '=', round_id)
    .where('partner_id', '<>', partner_id)
    .execute();
  return partners.sort((a, b) => a.name.localeCompare(b.name, 'nl') || a.code.localeCompare(b.code, 'nl'));
}

/** Locked, so that closing the round waits for what is being saved, and a save that waited finds it closed. */
const openRound = (invitationId: string) => sql`
  SELECT invitation.id
  FROM invitation JOIN round ON round.id = invitation.round_id
  WHERE invitation.id = ${invitationId} AND invitation.revoked_at IS NULL
    AND round.closed_at IS NULL AND round.closes_at > now()
  FOR SHARE OF round`;

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
  | { kind: 'closed' };

/** Saves a checked page. Content that is already there, or nothing where nothing is, writes nothing. */
export async function savePage(db: Database, save: Save): Promise<SaveOutcome> {
  const { invitationId, page, revision, view, language = null } = save;
  const content = sql`${JSON.stringify(save.content)}::jsonb`;
  const { rows } = await sql<{ open: boolean; revision: number | null }>`
    WITH open AS (${openRound(invitationId)}),
    saved AS (
      INSERT INTO answer_page AS stored (invitation_id, page, content, revision, view)
      SELECT open.id, ${page}, ${content}, 1, ${view}
      FROM open
      WHERE NOT ${isEmpty(save.content)}::boolean
        OR EXISTS (SELECT FROM answer_page WHERE invitation_id = open.id AND page = ${page})
      ON CONFLICT (invitation_id, page) DO UPDATE
      SET content = excluded.content, revision = stored.revision + 1, view = excluded.view, saved_at = now()
      WHERE stored.content <> excluded.content
        AND (stored.revision = ${revision}
          OR (split_part(stored.view, '.', 1) = split_part(excluded.view, '.', 1)
            AND split_part(stored.view, '.', 2)::integer <= split_part(excluded.view, '.', 2)::integer))
      RETURNING invitation_id, revision
    ),
    spoken AS (
      UPDATE invitation SET language = ${language}::text
      FROM saved
      WHERE invitation.id = saved.invitation_id AND language IS DISTINCT FROM coalesce(${language}::text, language)
    )
    SELECT EXISTS (SELECT FROM open) AS open, (SELECT revision FROM saved) AS revision`.execute(db);

  const result = rows[0]!;
  if (!result.open) return { kind: 'closed' };
  if (result.revision !== null) return { kind: 'saved', revision: result.revision };

  const stored = await db
    .selectFrom('answer_page')
    .select(['page', 'content', 'revision', sql<boolean>`content = ${content}`.as('same')])
    .where('invitation_id', '=', invitationId)
    .where('page', '=', page)
    .executeTakeFirst();
  if (!stored) return { kind: 'unchanged', revision: 0 };
  return stored.same ? { kind: 'unchanged', revision: stored.revision } : { kind: 'conflict', stored };
}

/** Does this page say nothing at all? */
function isEmpty(content: PageContent): boolean {
  if ('answers' in content) return Object.keys(content.answers).length === 0 && content.comment === '';
  if ('contacts' in content) return Object.keys(content.contacts).length === 0;
  return !content.scores && !content.research;
}

/**
 * Sends the answers: of many at the same time one writes the moment and the receipt, and the others find them.
 * 'nothing': not one statement was answered, so there is nothing to send.
 */
export async function sendAnswers(
  db: Database,
  invitationId: string,
): Promise<'sent' | 'nothing' | 'closed'> {
  const { rows } = await sql<{ open: boolean; sent: boolean }>`
    WITH open AS (${openRound(invitationId)}),
    sent AS (
      UPDATE invitation SET sent_at = now(), receipt = ${makeReceipt()}
      FROM open
      WHERE invitation.id = open.id AND invitation.sent_at IS NULL
        AND EXISTS (
          SELECT FROM answer_page
          WHERE invitation_id = open.id AND content->'answers' <> '{}'::jsonb
        )
      RETURNING invitation.id
    )
    SELECT EXISTS (SELECT FROM open) AS open, EXISTS (SELECT FROM sent) AS sent`.execute(db);
  const { open, sent } = rows[0]!;
  if (!open) return 'closed';
  if (sent) return 'sent';
  const invitation = await db
    .selectFrom('invitation')
    .select('sent_at')
    .where('id', '=', invitationId)
    .executeTakeFirstOrThrow();
  return invitation.sent_at ? 'sent' : 'nothing';
}
