/** Erases a person from the register, from the log and from mails, and stops all its links. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { eraseNameFromLog } from '../../log/lines.ts';
import { eraseBallots } from './erase-ballots.ts';
import { eraseMails } from './erase-mails.ts';
import { eraseStandings } from './erase-standings.ts';

/** In the transaction of a use case. */
export async function eraseIdentity(db: Database, personId: string): Promise<void> {
  await sql`
    UPDATE invitation SET revoked_at = coalesce(revoked_at, now())
    WHERE person_id = ${personId}`.execute(db);
  const rows = await db.selectFrom('person').select('id').where(whoIsErased(personId)).execute();
  for (const { id } of rows) await eraseNameFromLog(db, id, personId);
  // Somebody may have named this person as the one to ask instead.
  await sql`
    DELETE FROM contact_proposal USING invitation, partner, person, partner AS home
    WHERE invitation.id = contact_proposal.invitation_id AND partner.id = invitation.partner_id
      AND person.id = ANY(${rows.map(({ id }) => id)}::bigint[]) AND home.id = person.partner_id
      AND partner.network_id = home.network_id AND lower(contact_proposal.email) = lower(person.email)`.execute(
    db,
  );
  await sql`
    UPDATE person SET name = '', email = NULL, seed = uuid_send(gen_random_uuid()), revision = revision + 1,
      archived_at = coalesce(archived_at, now()), erased_at = coalesce(erased_at, now())
    WHERE id = ANY(${rows.map(({ id }) => id)}::bigint[])`.execute(db);
  await eraseBallots(db, sql`invitation.person_id = ${personId}`);
  await eraseStandings(
    db,
    rows.map(({ id }) => id),
  );
  await eraseMails(db, sql<boolean>`person_id = ${personId}`);
  await sql`UPDATE mail SET data_link_id = NULL WHERE person_id = ${personId}`.execute(db);
  await db.deleteFrom('dataLink').where('personId', '=', personId).execute();
}

/**
 * Is it this person, or a row that became it when partners were merged, which is about the same human being? For a query with
 * `person` in it.
 */
export function whoIsErased(personId: string) {
  return sql<boolean>`
    (person.id = ${personId}::bigint OR person.merged_into = ${personId}::bigint AND person.archived_at IS NOT NULL)`;
}
