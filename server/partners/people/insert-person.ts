/** The row of a new person. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { isSameName } from '../../text/fold-name.ts';
import type { TypedPerson } from './person-fields.ts';

/**
 * Writes a person that was checked, in a transaction that holds the network. One with this address comes back from the
 * archive when it has the same name or none: people may share an address, and then it is somebody else.
 */
export async function insertPerson(
  transaction: Database,
  partnerId: string,
  { name, email, language }: TypedPerson,
): Promise<string> {
  const archived = await transaction
    .selectFrom('person')
    .select(['id', 'name'])
    .where('partnerId', '=', partnerId)
    .where('archivedAt', 'is not', null)
    .where(sql<boolean>`lower(email) = lower(${email})`)
    .orderBy('archivedAt', 'desc')
    .execute();
  const same =
    archived.find((person) => isSameName(person.name, name)) ?? archived.find((person) => person.name === '');
  if (same) {
    await transaction
      .updateTable('person')
      .set({ name, language, archivedAt: null, revision: sql`revision + 1` })
      .where('id', '=', same.id)
      .execute();
    return same.id;
  }
  const { id } = await transaction
    .insertInto('person')
    .values({ partnerId, name, email: email === '' ? null : email, language })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
