/** The row of a new person. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { TypedPerson } from './person-fields.ts';

/** Writes a person that was checked, in a transaction that holds the network. One with this address comes back from the archive. */
export async function insertPerson(
  transaction: Database,
  partnerId: string,
  { name, email, language }: TypedPerson,
): Promise<string> {
  const archived = await transaction
    .updateTable('person')
    .set({ name, language, archivedAt: null, revision: sql`revision + 1` })
    .where('id', '=', (query) =>
      query
        .selectFrom('person')
        .select('id')
        .where('partnerId', '=', partnerId)
        .where('archivedAt', 'is not', null)
        .where(sql<boolean>`lower(email) = lower(${email})`)
        .orderBy('archivedAt', 'desc')
        .limit(1),
    )
    .returning('id')
    .executeTakeFirst();
  if (archived) return archived.id;
  const { id } = await transaction
    .insertInto('person')
    .values({ partnerId, name, email: email === '' ? null : email, language })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
