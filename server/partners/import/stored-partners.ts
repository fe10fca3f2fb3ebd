/** What a list of partners is compared with: the partners and people that the network has. */
import { createHash } from 'node:crypto';
import type { Database } from '../../database/schema.ts';
import type { StoredPartner } from './preview/preview.ts';

/** The partners and people of a network as a preview compares a list with them; archived ones too. */
export async function listStoredPartners(db: Database, networkId: string): Promise<StoredPartner[]> {
  const partners = await db
    .selectFrom('partner')
    .select(['id', 'code', 'name', 'kind', 'size', 'archivedAt'])
    .where('networkId', '=', networkId)
    .orderBy('id')
    .execute();
  const people = await db
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .select(['person.id', 'person.partnerId', 'person.name', 'person.email', 'person.language'])
    .select('person.archivedAt')
    .where('partner.networkId', '=', networkId)
    .where('person.erasedAt', 'is', null)
    .orderBy('person.id')
    .execute();
  const byPartner = Map.groupBy(people, ({ partnerId }) => partnerId);
  return partners.map(({ id, code, name, kind, size, archivedAt }) => ({
    code,
    name,
    kind,
    size,
    archived: archivedAt !== null,
    people: (byPartner.get(id) ?? []).map((person) => ({
      id: person.id,
      name: person.name,
      email: person.email,
      language: person.language,
      archived: person.archivedAt !== null,
    })),
  }));
}

/** The same for the same partners and people, and another one as soon as one of them changes. */
export function hashStored(stored: readonly StoredPartner[]): string {
  return createHash('sha256').update(JSON.stringify(stored)).digest('base64url');
}
