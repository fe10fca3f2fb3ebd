/** Locks a person who is about to change. */
import type { Database } from '../../database/schema.ts';
import { lockPartner } from '../lock-partner.ts';
import { findPerson, type Person } from './people.ts';

/** Holds the network of a person until the transaction ends; refuses one that does not exist or is erased. */
export async function lockPerson(transaction: Database, id: string): Promise<Person> {
  const { partner } = await findPerson(transaction, id);
  await lockPartner(transaction, partner.id);
  // Once more: it may have changed while this one waited.
  return findPerson(transaction, id);
}
