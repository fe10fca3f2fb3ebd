/** Who gets the mirror of their partner by mail. */
import { sql } from 'kysely';

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
