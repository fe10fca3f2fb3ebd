/** The partners of a round: as they were on the day that it opened. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';

/**
 * Puts the partners of the network as they are now in a round: N, names and sizes of a published year stay as they
 * were. Archived ones are in no new round. With `only` those partners, when they were not in it yet.
 */
export async function copyPartners(
  transaction: Database,
  roundId: string,
  networkId: string,
  only?: readonly string[],
): Promise<void> {
  await transaction
    .insertInto('roundPartner')
    .columns(['roundId', 'partnerId', 'code', 'name', 'kind', 'size'])
    .expression((select) => {
      const partners = select
        .selectFrom('partner')
        .select([sql<string>`${roundId}::bigint`.as('roundId'), 'id', 'code', 'name', 'kind', 'size'])
        .where('networkId', '=', networkId)
        .where('archivedAt', 'is', null);
      return only ? partners.where('id', 'in', only.length > 0 ? [...only] : ['0']) : partners;
    })
    .onConflict((conflict) => conflict.columns(['roundId', 'partnerId']).doNothing())
    .execute();
}
