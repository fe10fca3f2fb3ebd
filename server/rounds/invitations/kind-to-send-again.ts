/** Which mail somebody gets when the coordinator sends it again. */
import { sql } from 'kysely';

/**
 * The reminder, when that is what did not arrive and the invitation did; else the invitation. For a query with
 * `invitation` in it.
 */
export const kindToSendAgain = sql<'invitation' | 'reminder'>`coalesce((
  SELECT CASE
    WHEN last.kind = 'reminder' AND last.state IN ('failed', 'skipped') AND invitation.submitted_at IS NULL
      AND EXISTS (SELECT FROM mail AS first
        WHERE first.invitation_id = invitation.id AND first.kind = 'invitation' AND first.state = 'sent')
      THEN 'reminder'
    ELSE 'invitation' END
  FROM mail AS last
  WHERE last.invitation_id = invitation.id AND last.kind IN ('invitation', 'reminder')
  ORDER BY last.id DESC
  LIMIT 1
), 'invitation')`;
