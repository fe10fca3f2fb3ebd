/** The row of a new person. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { TypedPerson } from './person-fields.ts';

/** Writes a person that was checked, in a transaction that holds the network. One with this address comes back. */
export async function insertPerson(
  transaction: Database,
  partnerId: string,
  { name, email, language }: TypedPerson,
): Promise<string> {
  const { id } = await transaction
    .insertInto('person')
    .values({ partnerId, name, email: email === '' ? null : email, language })
    .onConflict((conflict) =>
      conflict
        .expression(sql`partner_id, lower(email)`)
        .doUpdateSet({ name, language, archivedAt: null, revision: sql`person.revision + 1` }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
