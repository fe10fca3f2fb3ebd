/** Who gets the result by mail: everybody who sent answers. And how many did. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { isReachable, type MirrorMails } from '../mirrors/mirror-mails.ts';

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

/** How many people got the result, and how many can get it. */
export async function countResultMails(db: Database, roundId: string): Promise<MirrorMails> {
  const { rows } = await sql<MirrorMails>`
    SELECT (count(*) FILTER (WHERE got.state IS NULL AND ${isReachable}))::integer AS "toSend",
      (count(*) FILTER (WHERE got.state = 'sent'))::integer AS sent,
      (count(*) FILTER (WHERE got.state = 'waiting'))::integer AS waiting,
      (count(*) FILTER (WHERE got.state IS NULL AND NOT ${isReachable}))::integer AS unreachable
    ${answeredForResult(roundId)}`.execute(db);
  return rows[0]!;
}
