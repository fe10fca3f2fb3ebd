/** Who gets the result by mail: everybody who sent answers. */
import { sql } from 'kysely';

/** Who sent answers, with the last that became of the mail. Whose invitation was withdrawn gets none. */
export const answeredForResult = (roundId: string) => sql`
  FROM invitation
    LEFT JOIN person ON person.id = invitation.person_id
    LEFT JOIN LATERAL (
      SELECT mail.state FROM mail
      WHERE mail.kind = 'result' AND mail.invitation_id = invitation.id AND mail.state IN ('waiting', 'sent')
      LIMIT 1
    ) AS got ON true
  WHERE invitation.round_id = ${roundId}::bigint AND invitation.revoked_at IS NULL
    AND invitation.submitted_at IS NOT NULL`;
