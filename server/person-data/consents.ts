/**
 * Consents that are taken back. Of a round that is not closed the ticks go off, as the respondent could do itself. Of
 * a closed round the answers stay as they were sent and the moment is noted: from then on nothing that asks for
 * consent shows that part (`scoring/disclose.ts`, `research-data.ts`). The stored scores do not change; the copies that
 * were printed for the coordinator go.
 */
import { type Expression, sql } from 'kysely';
import type { Database } from '../database/schema.ts';

/** Takes back every consent that this person gave; once more changes nothing. */
export async function withdrawConsents(db: Database, personId: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lockRounds(transaction, personId);
    const isClosed = sql<boolean>`(round_state(round) = 'closed')`;
    await sql`
      UPDATE answer_page
      SET content = '{"scores": false, "research": false}', revision = answer_page.revision + 1,
        view = 'withdrawal.0', saved_at = now()
      FROM invitation JOIN round ON round.id = invitation.round_id
      WHERE answer_page.invitation_id = invitation.id AND answer_page.page = 'consents'
        AND invitation.person_id = ${personId} AND NOT ${isClosed} AND ${hasConsent}`.execute(transaction);
    await sql`
      UPDATE invitation SET consents_withdrawn_at = now()
      FROM round, answer_page
      WHERE round.id = invitation.round_id AND answer_page.invitation_id = invitation.id
        AND answer_page.page = 'consents' AND invitation.person_id = ${personId}
        AND invitation.consents_withdrawn_at IS NULL AND ${isClosed} AND ${hasConsent}`.execute(transaction);
    // Of all partners: with one less, the others may be held back too (`scoring/disclose.ts`).
    await sql`
      DELETE FROM printed_mirror USING invitation
      WHERE printed_mirror.copy = 'coordinator' AND printed_mirror.round_id = invitation.round_id
        AND invitation.person_id = ${personId}`.execute(transaction);
  });
}

/** Does the page 'consents' allow something? For a query with `answer_page` in it. */
export const hasConsent: Expression<boolean> = sql<boolean>`
  ((answer_page.content -> 'scores')::boolean OR (answer_page.content -> 'research')::boolean)`;

/** Holds the rounds of a person, so that what is saved or closed at the same time comes wholly before or after. */
export async function lockRounds(transaction: Database, personId: string): Promise<void> {
  await transaction
    .selectFrom('round')
    .select('id')
    .where('id', 'in', (person) =>
      person.selectFrom('invitation').select('roundId').where('personId', '=', personId),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
}
