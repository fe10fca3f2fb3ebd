/** What a personal link opens. One query, so that unknown, revoked and closed links take the same time. */
import { CompiledQuery } from 'kysely';
import type { PageContent } from '../../survey/answers.ts';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { hashToken } from '../web/token.ts';

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
