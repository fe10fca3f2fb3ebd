/** The people of partners: who works or volunteers there and can be asked. */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { notFound } from '../../text/refusal.ts';
import { isMergedAway } from './is-merged-away.ts';

export interface Person {
  id: string;
  name: string;
  email: string | null;
  language: Language;
  revision: number;
  /** The person asked for no more mail. */
  wantsNoMail: boolean;
  /** The coordinator marked the address as not working. */
  addressFails: boolean;
  archived: boolean;
  partner: { id: string; name: string };
  network: { id: string };
}

/** One person; refuses one that does not exist, or whose name and address are erased. */
export async function findPerson(db: Database, id: string): Promise<Person> {
  const [person] = await selectPeople(db).where('person.id', '=', id).execute();
  if (!person) throw notFound();
  return toPerson(person);
}

/** The people of these partners, by name; archived ones too. */
export async function listPeople(db: Database, partnerIds: readonly string[]): Promise<Person[]> {
  const rows = await selectPeople(db)
    .where(sql<boolean>`partner_id = ANY(${partnerIds}::bigint[])`)
    .orderBy(sql`lower(coalesce(nullif(person.name, ''), person.email))`)
    .orderBy('person.id')
    .execute();
  return rows.map(toPerson);
}

function selectPeople(db: Database) {
  return db
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .select([
      'person.id',
      'person.name',
      'person.email',
      'person.language',
      'person.revision',
      'person.unsubscribedAt',
      'person.addressFailsAt',
      'person.archivedAt',
      'person.partnerId',
      'partner.name as partner',
      'partner.networkId',
    ])
    .where('person.erasedAt', 'is', null)
    .where(({ not }) => not(isMergedAway));
}

type PersonRow = Awaited<ReturnType<ReturnType<typeof selectPeople>['execute']>>[number];

function toPerson(row: PersonRow): Person {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    language: row.language,
    revision: row.revision,
    wantsNoMail: row.unsubscribedAt !== null,
    addressFails: row.addressFailsAt !== null,
    archived: row.archivedAt !== null,
    partner: { id: row.partnerId, name: row.partner },
    network: { id: row.networkId },
  };
}
