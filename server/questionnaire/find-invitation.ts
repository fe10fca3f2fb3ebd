/**
 * What a personal link opens, for who holds it (`holders.ts`). One query, so that unknown and revoked links take the same
 * time.
 */
import { CompiledQuery } from 'kysely';
import type { PageContent } from '../../survey/answers.ts';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { keptUntil } from '../privacy/kept-until.ts';
import { hashToken } from '../web/token.ts';
import { mayCount } from './holders.ts';

export interface StoredPage {
  page: string;
  content: PageContent;
  revision: number;
}

export interface OpenInvitation {
  id: string;
  /** Whose answers these are; null when this browser typed nothing yet behind a link that was handed over. */
  holderId: string | null;
  /** It was opened by the link that was mailed, so it opens everywhere. */
  mailed: boolean;
  /**
   * What others who held a link of this invitation did. Their answers are not here. 'sentBefore': these answers may
   * still take the place of theirs.
   */
  elsewhere: 'begun' | 'sent' | 'sentBefore' | null;
  /** What the respondent chose last, on whatever device; else the language in which the person is written to. */
  language: Language | null;
  submittedAt: Date | null;
  receipt: string | null;
  /** When the holder took back what the answers that were sent allowed. */
  consentsWithdrawnAt: Date | null;
  roundId: string;
  sender: string;
  roundLanguage: Language;
  closesAt: Date;
  /** Nobody can answer any more: what the link opens is one page that says so. */
  closedAt: Date | null;
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
    SELECT invitation.id::text, coalesce(invitation.language, person.language) AS language,
      holder.id::text AS "holderId",
      holder.address IS NOT NULL AS mailed,
      CASE WHEN invitation.sent_by = holder.id THEN invitation.submitted_at END AS "submittedAt",
      CASE WHEN invitation.sent_by = holder.id THEN invitation.receipt END AS receipt,
      CASE WHEN invitation.sent_by = holder.id THEN invitation.consents_withdrawn_at END AS "consentsWithdrawnAt",
      CASE
        WHEN invitation.sent_by <> holder.id AND ${mayCount('holder.id')} THEN 'sentBefore'
        WHEN invitation.sent_by IS DISTINCT FROM holder.id AND invitation.sent_by IS NOT NULL THEN 'sent'
        WHEN EXISTS (
          SELECT FROM answer_page
          WHERE invitation_id = invitation.id AND holder_id IS DISTINCT FROM holder.id
        ) THEN 'begun'
      END AS elsewhere,
      round.id::text AS "roundId", round.sender, round.language AS "roundLanguage",
      round.closes_at AS "closesAt", round_closed_at(round) AS "closedAt", round_state(round) = 'paused' AS paused,
      round.instrument_id AS "instrumentId", round.instrument_version AS "instrumentVersion",
      network.name AS network, network.made_up AS "madeUp", municipality.name AS municipality,
      round_partner.partner_id::text AS "partnerId", round_partner.name AS partner,
      (
        SELECT coalesce(json_agg(json_build_object('page', page, 'content', content, 'revision', revision)), '[]')
        FROM answer_page WHERE holder_id = holder.id
      ) AS pages
    FROM (
        SELECT id FROM invitation WHERE token_hash = $1
        UNION ALL SELECT invitation_id FROM holder WHERE token_hash = $1 AND address IS NOT NULL
      ) AS asked
      JOIN invitation USING (id)
      JOIN round ON round.id = invitation.round_id
      JOIN network ON network.id = round.network_id
      JOIN municipality ON municipality.id = network.municipality_id
      JOIN round_partner USING (round_id, partner_id)
      LEFT JOIN person ON person.id = invitation.person_id
      LEFT JOIN LATERAL (
        -- The link that was mailed opens what was typed behind it, on each device, whatever else a browser typed.
        SELECT id, address FROM holder
        WHERE invitation_id = invitation.id AND (token_hash = $1 OR token_hash = ANY($2))
        ORDER BY address NULLS LAST
        LIMIT 1
      ) AS holder ON true
    WHERE invitation.revoked_at IS NULL
      AND (round_state(round) IN ('open', 'paused')
        OR round_state(round) = 'closed' AND coalesce(${keptUntil} > now(), true))
  ) AS found`;

/**
 * The invitation behind a personal link with everything that its holder saved; undefined when there is none, it was
 * revoked, its round never opened, or closed longer ago than data are kept. `keys` are the hashes of the keys that the browser has. A constant statement with one column, because every
 * page and every saved answer begins with it: building it anew and reading sixteen columns would cost more than the
 * database does.
 */
export async function findOpenInvitation(
  db: Database,
  token: string,
  keys: readonly Buffer[],
): Promise<OpenInvitation | undefined> {
  const { rows } = await db.executeQuery<{ found: OpenInvitation }>(
    CompiledQuery.raw(openInvitation, [hashToken(token), keys]),
  );
  const found = rows[0]?.found;
  if (!found) return undefined;
  // JSON has no dates.
  const { submittedAt, closesAt, closedAt, consentsWithdrawnAt } = found;
  return {
    ...found,
    closesAt: new Date(closesAt),
    closedAt: closedAt && new Date(closedAt),
    submittedAt: submittedAt && new Date(submittedAt),
    consentsWithdrawnAt: consentsWithdrawnAt && new Date(consentsWithdrawnAt),
  };
}
