/** Erases what people wrote about agreements of their partner, with their links to those. Whether one is done stays. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';

/** In the transaction of a use case. */
export async function eraseStandings(db: Database, personIds: readonly string[]): Promise<void> {
  const links = sql`SELECT id FROM agreement_link WHERE person_id = ANY(${personIds}::bigint[])`;
  await sql`UPDATE agreement SET standing = '', stood_by = NULL WHERE stood_by = ANY(${personIds}::bigint[])`.execute(
    db,
  );
  await sql`UPDATE mail SET agreement_link_id = NULL WHERE agreement_link_id IN (${links})`.execute(db);
  await sql`DELETE FROM agreement_link WHERE person_id = ANY(${personIds}::bigint[])`.execute(db);
}
