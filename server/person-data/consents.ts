/**
 * Consents that are taken back. Of a round that is not closed the ticks go off, as the respondent could do itself. Of
 * a closed round the answers stay as they were sent and the moment is noted: from then on nothing that asks for
 * consent shows that part (`scoring/disclose.ts`, `research-data.ts`). The stored scores do not change; the copies that
 * were printed for the coordinator go.
 */
import { type Expression, sql } from 'kysely';
import type { Database } from '../database/schema.ts';

/** All invitations of a person, or the one whose answers this holder sent. */
export type Whose = { personId: string } | { invitationId: string; holderId: string };

/**
 * Ends every consent that was given there, in the transaction of a use case, and holds the rounds until it ends. Gives
 * whether there were any: once more changes nothing.
 */
export async function endConsents(db: Database, whose: Whose): Promise<boolean> {
  const isTheirs =
    'personId' in whose
      ? sql<boolean>`invitation.person_id = ${whose.personId}`
      : sql<boolean>`(invitation.id = ${whose.invitationId} AND invitation.sent_by = ${whose.holderId})`;
  await lockRounds(db, isTheirs);
  const isClosed = sql<boolean>`(round_state(round) = 'closed')`;
  const unticked = await sql`
    UPDATE answer_page
    SET content = '{"scores": false, "research": false}', revision = answer_page.revision + 1,
      view = 'withdrawal.0', saved_at = now()
    FROM invitation JOIN round ON round.id = invitation.round_id
    WHERE answer_page.invitation_id = invitation.id AND answer_page.page = 'consents'
      AND ${isTheirs} AND NOT ${isClosed} AND ${hasConsent}`.execute(db);
  const noted = await sql`
    UPDATE invitation SET consents_withdrawn_at = now()
    FROM round, answer_page
    WHERE round.id = invitation.round_id AND answer_page.holder_id = invitation.sent_by
      AND answer_page.page = 'consents' AND ${isTheirs}
      AND invitation.consents_withdrawn_at IS NULL AND ${isClosed} AND ${hasConsent}`.execute(db);
  // Of all partners: with one less, the others may be held back too (`scoring/disclose.ts`).
  await sql`
    DELETE FROM printed_document USING invitation
    WHERE printed_document.kind = 'coordinator-copy' AND printed_document.round_id = invitation.round_id
      AND ${isTheirs}`.execute(db);
  await deleteBundles(db, isTheirs);
  return [unticked, noted].some(({ numAffectedRows = 0n }) => numAffectedRows > 0n);
}

/** Files for research that hold answers of these invitations go at once; they can be made again. */
export async function deleteBundles(db: Database, isTheirs: Expression<boolean>): Promise<void> {
  await sql`
    DELETE FROM research_bundle
    WHERE network_id IN (
      SELECT round.network_id FROM invitation JOIN round ON round.id = invitation.round_id WHERE ${isTheirs}
    )`.execute(db);
}

/** Does the page 'consents' allow something? For a query with `answer_page` in it. */
export const hasConsent: Expression<boolean> = sql<boolean>`
  ((answer_page.content -> 'scores')::boolean OR (answer_page.content -> 'research')::boolean)`;

/** Holds the rounds of these invitations, so that what is saved or closed at the same time comes wholly before or after. */
export async function lockRounds(db: Database, isTheirs: Expression<boolean>): Promise<void> {
  await db
    .selectFrom('round')
    .select('id')
    .where('id', 'in', (theirs) => theirs.selectFrom('invitation').select('roundId').where(isTheirs))
    .orderBy('id')
    .forUpdate()
    .execute();
}
