/** The owners of agreements: partners of the network, and whom of such a partner a mail reaches. */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { isMailable } from '../../partners/people/is-mailable.ts';

/** What a partner is now: the one that it was merged into, or itself. For a query with the partner called `owner`. */
export const presentOwner = sql<string>`coalesce(owner.merged_into, owner.id)`;

/** The first person of the partner `owner` whom a mail can reach. */
const contactOf = sql`
  SELECT person.id, person.email, person.language FROM person
  WHERE person.partner_id = ${presentOwner} AND ${isMailable}
  ORDER BY person.id LIMIT 1`;

export interface OwnerContact {
  id: string;
  email: string;
  language: Language;
}

/** Undefined when a mail reaches nobody of this partner. */
export async function findOwnerContact(db: Database, ownerId: string): Promise<OwnerContact | undefined> {
  const { rows } = await sql<OwnerContact>`
    SELECT contact.* FROM partner AS owner CROSS JOIN LATERAL (${contactOf}) AS contact
    WHERE owner.id = ${ownerId}::bigint`.execute(db);
  return rows[0];
}

/** Reaches a mail somebody of the partner `owner`? */
export const hasContact = sql<boolean>`EXISTS (${contactOf})`;

/**
 * The partners of a network that can own an agreement, by name, with whether a mail reaches somebody there. `chosen`
 * stays one of them when it went to the archive since.
 */
export async function listOwners(
  db: Database,
  networkId: string,
  chosen: string,
): Promise<{ id: string; name: string; hasContact: boolean }[]> {
  return db
    .selectFrom('partner as owner')
    .select(['owner.id', 'owner.name', hasContact.as('hasContact')])
    .where('owner.networkId', '=', networkId)
    .where(({ or, eb }) =>
      or([eb('owner.archivedAt', 'is', null), eb(sql<string>`owner.id::text`, '=', chosen)]),
    )
    .orderBy(sql`lower(owner.name)`)
    .orderBy('owner.id')
    .execute();
}
