/** Who has not answered a round yet, and who of them a reminder can reach: what goes out, and what is said beforehand. */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { lastIsRefused } from '../../mail/is-refused.ts';

export interface Unanswered {
  invitationId: string;
  personId: string | null;
  /** May be empty. */
  name: string;
  partner: string;
  email: string | null;
  /** Null: invited on paper, without being on the list of people. */
  language: Language | null;
  /** Why no reminder goes; null when it goes. */
  obstacle: 'noAddress' | 'unsubscribed' | 'addressFails' | 'refused' | 'archived' | null;
}

/** Somebody whom a reminder reaches. */
export type Reminded = Unanswered & { personId: string; email: string; language: Language; obstacle: null };

/**
 * Everybody with an invitation and without an answer. An address is 'refused' when the last mail of this invitation to it
 * was: the mail server there does not take it, also not next week.
 */
export async function listUnanswered(db: Database, roundId: string): Promise<Unanswered[]> {
  const { rows } = await sql<Unanswered>`
    SELECT invitation.id AS "invitationId", person.id AS "personId",
      coalesce(nullif(person.name, ''), invitation.person) AS name, round_partner.name AS partner,
      person.email, person.language,
      CASE
        WHEN person.archived_at IS NOT NULL OR person.erased_at IS NOT NULL THEN 'archived'
        WHEN person.email IS NULL THEN 'noAddress'
        WHEN person.unsubscribed_at IS NOT NULL THEN 'unsubscribed'
        WHEN person.address_fails_at IS NOT NULL THEN 'addressFails'
        WHEN ${lastIsRefused} THEN 'refused'
      END AS obstacle
    FROM invitation
      JOIN round_partner USING (round_id, partner_id)
      LEFT JOIN person ON person.id = invitation.person_id
      LEFT JOIN LATERAL (
        SELECT state, reason FROM mail
        WHERE mail.invitation_id = invitation.id AND lower(mail.recipient) = lower(person.email)
          AND state IN ('sent', 'failed')
        ORDER BY mail.id DESC
        LIMIT 1
      ) AS last ON true
    WHERE invitation.round_id = ${roundId}
      AND invitation.submitted_at IS NULL AND invitation.revoked_at IS NULL
    ORDER BY invitation.id`.execute(db);
  return rows;
}

export function isReminded(person: Unanswered): person is Reminded {
  return person.obstacle === null;
}
