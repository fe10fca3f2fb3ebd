/** The made-up coordinator of the example, with whose one-time link a newcomer looks at the desk. */

import { addAccount } from '../accounts/accounts.ts';
import type { Database } from '../database/schema.ts';

/** Gives the id of the account. */
export async function addCoordinator(db: Database, roundId: string): Promise<string> {
  const network = await db
    .selectFrom('round')
    .innerJoin('network', 'network.id', 'networkId')
    .select(['network.id', 'network.municipalityId'])
    .where('round.id', '=', roundId)
    .executeTakeFirstOrThrow();
  return addAccount(db, {
    email: 'coordinator@voorbeeld.example',
    name: 'Coördinator van het voorbeeld',
    role: 'coordinator',
    municipality: { id: network.municipalityId },
    networkIds: [network.id],
    language: 'nl',
  });
}
