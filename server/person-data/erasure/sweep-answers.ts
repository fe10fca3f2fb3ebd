/** Deletes the answers that go with an erased person, and everything that still says whose the other answers are. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { lockRounds } from '../consents.ts';
import { eraseInvitations } from './erase-invitations.ts';

/** In a transaction that began after the links stopped; it waits for what is being saved. */
export async function sweepAnswers(db: Database, personId: string): Promise<void> {
  await lockRounds(db, sql<boolean>`invitation.person_id = ${personId}`);
  await sql`
    DELETE FROM answer_page USING invitation JOIN round ON round.id = invitation.round_id
    WHERE answer_page.invitation_id = invitation.id AND invitation.person_id = ${personId}
      AND (answer_page.holder_id IS DISTINCT FROM invitation.sent_by OR round_state(round) <> 'closed')`.execute(
    db,
  );
  await sql`
    UPDATE invitation SET submitted_at = NULL, receipt = NULL, sent_by = NULL
    FROM round
    WHERE round.id = invitation.round_id AND invitation.person_id = ${personId}
      AND round_state(round) <> 'closed'`.execute(db);
  const invitations = await db
    .selectFrom('invitation')
    .select('id')
    .where('personId', '=', personId)
    .execute();
  await eraseInvitations(
    db,
    invitations.map(({ id }) => id),
  );
}

/** Is there something to sweep? For a query with `person` in it: an erasure that stopped halfway, or was overtaken. */
export const isUnswept = sql<boolean>`
  (person.erased_at IS NOT NULL AND EXISTS (
    SELECT FROM invitation
      JOIN round ON round.id = invitation.round_id
      LEFT JOIN holder ON holder.invitation_id = invitation.id
      LEFT JOIN answer_page ON answer_page.holder_id = holder.id
    WHERE invitation.person_id = person.id
      AND (invitation.person <> '' OR invitation.seed IS NOT NULL OR holder.address IS NOT NULL
        OR answer_page.content ->> 'comment' <> ''
        OR answer_page.page IS NOT NULL
          AND (holder.id IS DISTINCT FROM invitation.sent_by OR round_state(round) <> 'closed'))
  ))`;
