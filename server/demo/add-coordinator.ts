/** The made-up coordinator of the example, with whose one-time link a newcomer looks at the desk. */
import type { Database } from '../database/schema.ts';
import { addAccount } from '../queries/accounts.ts';

/** Gives the id of the account. */
export async function addCoordinator(db: Database, roundId: string): Promise<string> {
  const network = await db
    .selectFrom('round')
    .innerJoin('network', 'network.id', 'network_id')
    .select(['network.id', 'network.municipality_id'])
    .where('round.id', '=', roundId)
    .executeTakeFirstOrThrow();
  return addAccount(db, {
    email: 'coordinator@voorbeeld.example',
    name: 'Coördinator van het voorbeeld',
    role: 'coordinator',
    municipality: { id: network.municipality_id },
    networkIds: [network.id],
    language: 'nl',
  });
}
