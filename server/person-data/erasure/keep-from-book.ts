/**
 * Who is erased in one network leaves the address book of the municipality: the same person in its other networks stays
 * there, and is copied nowhere any more, so it can't come back to where it asked to be forgotten. Nothing about who was
 * erased is kept for that: the rows of the other networks are marked while the address is still known.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { type Described, isSamePerson } from '../../partners/people/same-person.ts';
import { whoIsErased } from './erase-identity.ts';

/**
 * In the transaction that erases, before anything else of it. The same person has the same address, and the same name
 * where both have one: people share addresses. Without an address it has the same name at an organisation with the same
 * name. So for each row that is erased: people who were merged may have had two addresses.
 */
export async function keepFromBook(db: Database, personId: string): Promise<void> {
  // Two who erase the same person in two networks would wait for each other.
  await sql`SELECT pg_advisory_xact_lock(hashtext('ketenspiegel.erasure'))`.execute(db);
  const { rows: erased } = await sql<Described & { id: string }>`
    SELECT person.id, person.name, person.email, partner.name AS partner
    FROM person JOIN partner ON partner.id = person.partner_id
    WHERE ${whoIsErased(personId)} AND person.erased_at IS NULL`.execute(db);
  const { rows: others } = await sql<Described & { id: string }>`
    SELECT person.id, person.name, person.email, partner.name AS partner
    FROM person JOIN partner ON partner.id = person.partner_id JOIN network ON network.id = partner.network_id
    WHERE network.municipality_id = (
        SELECT network.municipality_id
        FROM person JOIN partner ON partner.id = person.partner_id JOIN network ON network.id = partner.network_id
        WHERE person.id = ${personId}::bigint
      )
      AND person.erased_at IS NULL AND NOT person.stays_here`.execute(db);
  const stay = others.filter((other) =>
    erased.some((one) => one.id !== other.id && isSamePerson(one, other)),
  );
  await sql`
    UPDATE person SET stays_here = true
    WHERE id = ANY(${stay.map(({ id }) => id)}::bigint[])`.execute(db);
}
