/** Who gets the mirror of their partner by mail, and how many did. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { isMailable } from '../../partners/people/is-mailable.ts';

export interface MirrorMails {
  /** People who can get a mail now. */
  toSend: number;
  /** People whose mail was sent or waits for its turn. */
  sent: number;
  waiting: number;
  /** People without an address that works, who want no mails, or who were invited at another address. */
  unreachable: number;
}

/**
 * Who was invited for a partner that answered, with the last that became of the mail. Whose invitation was withdrawn
 * is no longer asked, so gets none.
 */
export const invitedForMirror = (roundId: string) => sql`
  FROM invitation
    LEFT JOIN person ON person.id = invitation.person_id
    LEFT JOIN LATERAL (
      SELECT mail.state FROM mail
      -- Who answered got it with the result, where that was sent.
      WHERE mail.kind IN ('mirror', 'result') AND mail.invitation_id = invitation.id AND mail.state IN ('waiting', 'sent')
      LIMIT 1
    ) AS got ON true
  WHERE invitation.round_id = ${roundId}::bigint AND invitation.revoked_at IS NULL
    AND EXISTS (SELECT FROM invitation AS answered
      WHERE answered.round_id = invitation.round_id AND answered.partner_id = invitation.partner_id
        AND answered.submitted_at IS NOT NULL)`;

/**
 * Can the mirror go to this person? Only to the address where the answers came from, or else where the invitation went
 * first: who changes the address in the register does not get the mirror. For a query with the people above.
 */
export const isReachable = sql<boolean>`coalesce(
  ${isMailable} AND lower(person.email) = (
    SELECT address FROM holder
    WHERE holder.invitation_id = invitation.id AND address IS NOT NULL
    ORDER BY holder.id = invitation.sent_by DESC NULLS LAST, holder.id
    LIMIT 1
  ), false)`;

/** How many people got their mirror, and how many can get it. */
export async function countMirrorMails(db: Database, roundId: string): Promise<MirrorMails> {
  const { rows } = await sql<MirrorMails>`
    SELECT (count(*) FILTER (WHERE got.state IS NULL AND ${isReachable}))::integer AS "toSend",
      (count(*) FILTER (WHERE got.state = 'sent'))::integer AS sent,
      (count(*) FILTER (WHERE got.state = 'waiting'))::integer AS waiting,
      (count(*) FILTER (WHERE got.state IS NULL AND NOT ${isReachable}))::integer AS unreachable
    ${invitedForMirror(roundId)}`.execute(db);
  return rows[0]!;
}
