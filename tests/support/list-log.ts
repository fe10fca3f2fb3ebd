/** The lines of the log about a network, in order. */
import type { Database } from '../../server/database/schema.ts';

export async function listLogActions(
  db: Database,
  { network }: { network: string },
): Promise<{ action: string; account: string | null; thing: string | null; note: string }[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['action', 'accountId as account', 'thingId as thing', 'note'])
    .where('networkId', '=', network)
    .orderBy('id')
    .execute();
  return rows;
}
