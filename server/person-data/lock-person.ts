/** Locks a person until the transaction ends. Lock the person's rounds first when those are needed too. */
import type { Database } from '../database/schema.ts';
import { notFound } from '../text/refusal.ts';

/** Gives what a use case asks of the person; refuses one that does not exist. */
export function lockPerson(db: Database, id: string) {
  return db
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .select(['person.email', 'person.language', 'person.erasedAt', 'partner.networkId'])
    .where('person.id', '=', id)
    .forNoKeyUpdate('person')
    .executeTakeFirstOrThrow(notFound);
}
