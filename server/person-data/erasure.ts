/**
 * Erases who a person is. Name, address, links, mails and what it wrote in its own words go. Answers that were not
 * sent, or that belong to a round that is still open, go too. What was sent in a closed round stays without a name:
 * the published result and its stored scores rest on it and do not change.
 */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { makeReceipt } from '../questionnaire/receipt.ts';
import { lockRounds } from './consents.ts';

/** Erases one person; once more only sweeps again. */
export async function erasePerson(db: Database, personId: string): Promise<void> {
  // First the links stop for good; only then the answers go, so that nothing is saved after them.
  await db.transaction().execute(async (transaction) => {
    await sql`
      UPDATE invitation SET revoked_at = coalesce(revoked_at, now())
      WHERE person_id = ${personId}`.execute(transaction);
    await eraseRegister(transaction, personId);
  });
  await db.transaction().execute(async (transaction) => {
    await lockRounds(transaction, personId);
    await sql`
      DELETE FROM answer_page USING invitation JOIN round ON round.id = invitation.round_id
      WHERE answer_page.invitation_id = invitation.id AND invitation.person_id = ${personId}
        AND (invitation.submitted_at IS NULL OR round_state(round) <> 'closed')`.execute(transaction);
    await sql`
      UPDATE invitation SET submitted_at = NULL, receipt = NULL
      FROM round
      WHERE round.id = invitation.round_id AND invitation.person_id = ${personId}
        AND round_state(round) <> 'closed'`.execute(transaction);
    const invitations = await transaction
      .selectFrom('invitation')
      .select('id')
      .where('personId', '=', personId)
      .execute();
    await eraseInvitations(
      transaction,
      invitations.map(({ id }) => id),
    );
  });
}

/** Erases whom these invitations were for: the name beside the link, the link, the mails and the own words. */
export async function eraseInvitations(transaction: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  // The receipt tells whose answers these are to who kept it.
  for (const id of ids) {
    await sql`
      UPDATE invitation SET person = '', seed = NULL, language = NULL,
        token_hash = sha256(uuid_send(gen_random_uuid())),
        receipt = CASE WHEN receipt IS NOT NULL THEN ${makeReceipt()} END
      WHERE id = ${id}`.execute(transaction);
  }
  await sql`
    UPDATE answer_page SET content = jsonb_set(content, '{comment}', '""')
    WHERE invitation_id = ANY(${ids}::bigint[]) AND content ->> 'comment' <> ''`.execute(transaction);
  await eraseMails(transaction, sql`invitation_id = ANY(${ids}::bigint[])`);
}

/**
 * Empties mails: to whom, and the words of the mail server, which name the address. One that waits is not sent, and a
 * link to a mirror that it brought stops working.
 */
export async function eraseMails(
  transaction: Database,
  which: ReturnType<typeof sql<boolean>>,
): Promise<number> {
  await sql`
    UPDATE share SET revoked_at = coalesce(revoked_at, now()), seed = NULL
    WHERE id IN (SELECT share_id FROM mail WHERE ${which})`.execute(transaction);
  const { numAffectedRows = 0n } = await sql`
    UPDATE mail SET recipient = NULL, reply = NULL,
      state = CASE WHEN state IN ('waiting', 'failed') THEN 'skipped' ELSE state END,
      reason = CASE WHEN state IN ('waiting', 'failed') THEN 'erased' ELSE reason END,
      data_link_id = NULL
    WHERE ${which} AND recipient IS NOT NULL`.execute(transaction);
  return Number(numAffectedRows);
}

async function eraseRegister(transaction: Database, personId: string): Promise<void> {
  // What was done stays in the log, with the id of a row that has no name any more.
  await sql`
    UPDATE audit SET note = ''
    FROM person JOIN partner ON partner.id = person.partner_id
    WHERE person.id = ${personId} AND audit.network_id = partner.network_id
      AND audit.note IN (person.name, person.email) AND audit.note <> ''`.execute(transaction);
  await sql`
    UPDATE person SET name = '', email = NULL, seed = uuid_send(gen_random_uuid()), revision = revision + 1,
      archived_at = coalesce(archived_at, now()), erased_at = coalesce(erased_at, now())
    WHERE id = ${personId}`.execute(transaction);
  await eraseMails(transaction, sql<boolean>`person_id = ${personId}`);
  await sql`UPDATE mail SET data_link_id = NULL WHERE person_id = ${personId}`.execute(transaction);
  await transaction.deleteFrom('dataLink').where('personId', '=', personId).execute();
}
