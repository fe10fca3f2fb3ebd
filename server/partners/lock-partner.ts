/** Locks the network of a partner that is about to change, so that imports and openings wait. */
import type { Database } from '../database/schema.ts';
import { lockNetwork } from '../networks/networks.ts';
import { notFound } from '../text/refusal.ts';

export interface LockedPartner {
  networkId: string;
  name: string;
  archivedAt: Date | null;
}

/** Holds the network of a partner until the transaction ends; refuses a partner that does not exist. */
export async function lockPartner(transaction: Database, id: string): Promise<LockedPartner> {
  const find = () =>
    transaction
      .selectFrom('partner')
      .select(['networkId', 'name', 'archivedAt'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(notFound);
  await lockNetwork(transaction, (await find()).networkId);
  // Once more: it may have changed while this one waited.
  return find();
}
