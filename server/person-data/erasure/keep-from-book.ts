/**
 * Who is erased in one network leaves the address book of the municipality: the same person in its other networks stays
 * there, and is copied nowhere any more, so it can't come back to where it asked to be forgotten. Nothing about who was
 * erased is kept for that: the rows of the other networks are marked while the address is still known.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';

/**
 * In the transaction that erases, before anything else of it. The same person has the same address, and the same name
 * where both have one: people share addresses. Without an address it has the same name at an organisation with the same name.
 */
export async function keepFromBook(db: Database, personId: string): Promise<void> {
  // Two who erase the same person in two networks would wait for each other.
  await sql`SELECT pg_advisory_xact_lock(hashtext('ketenspiegel.erasure'))`.execute(db);
  await sql`
    UPDATE person SET stays_here = true
    FROM person AS erased
      JOIN partner AS home ON home.id = erased.partner_id
      JOIN network ON network.id = home.network_id
      JOIN network AS there ON there.municipality_id = network.municipality_id
      JOIN partner ON partner.network_id = there.id
    WHERE erased.id = ${personId}::bigint AND erased.erased_at IS NULL AND person.partner_id = partner.id
      AND person.id <> erased.id AND person.erased_at IS NULL AND NOT person.stays_here
      AND CASE WHEN erased.email IS NULL
        THEN person.email IS NULL AND lower(person.name) = lower(erased.name) AND lower(partner.name) = lower(home.name)
        ELSE lower(person.email) = lower(erased.email)
          AND (person.name = '' OR erased.name = '' OR lower(person.name) = lower(erased.name))
      END`.execute(db);
}
