/** A network with partners and their people, put straight into the tables: what the tests of the desk begin with. */
import type { Database } from '../../server/database/schema.ts';
import { makeToken } from '../../server/web/token.ts';
import type { Language } from '../../survey/texts.ts';

export interface SeedPerson {
  name: string;
  email?: string | null;
  language?: Language;
  unsubscribed?: boolean;
  addressFails?: boolean;
  archived?: boolean;
}

export interface SeededNetwork {
  networkId: string;
  municipalityId: string;
  name: string;
  partnerIds: string[];
  /** By name. */
  people: Record<string, string>;
}

/** Each list is the people of one partner: 'Partner 1', 'Partner 2' … */
export async function seedNetwork(
  db: Database,
  partners: readonly (readonly SeedPerson[])[] = [[]],
  { municipality = 'GM0988' }: { municipality?: string } = {},
): Promise<SeededNetwork> {
  const { id: municipalityId } = await db
    .insertInto('municipality')
    .values({ code: municipality, name: municipality === 'GM0988' ? 'Weert' : 'Elders' })
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ code: municipality }))
    .returning('id')
    .executeTakeFirstOrThrow();
  const name = `Netwerk ${makeToken().slice(0, 6)}`;
  const { id: networkId } = await db
    .insertInto('network')
    .values({ municipalityId, name })
    .returning('id')
    .executeTakeFirstOrThrow();
  const partnerIds: string[] = [];
  const people: Record<string, string> = {};
  for (const [index, members] of partners.entries()) {
    const { id } = await db
      .insertInto('partner')
      .values({ networkId, code: `p${index + 1}`, name: `Partner ${index + 1}` } as never)
      .returning('id')
      .executeTakeFirstOrThrow();
    partnerIds.push(id);
    for (const person of members) people[person.name] = await seedPerson(db, id, person);
  }
  return { networkId, municipalityId, name, partnerIds, people };
}

/** One more person of a partner; gives its id. */
export async function seedPerson(db: Database, partnerId: string, person: SeedPerson): Promise<string> {
  const when = (is: boolean | undefined) => (is ? new Date() : null);
  const { id } = await db
    .insertInto('person')
    .values({
      partnerId,
      name: person.name,
      email: person.email === undefined ? `${person.name.toLowerCase()}@partner.example` : person.email,
      language: person.language ?? 'nl',
      unsubscribedAt: when(person.unsubscribed),
      addressFailsAt: when(person.addressFails),
      archivedAt: when(person.archived),
      erasedAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
