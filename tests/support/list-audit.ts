/** The lines of the log about a network, in order. */
import type { Database } from '../../server/database/schema.ts';

export async function listAuditActions(
  db: Database,
  { network }: { network: string },
): Promise<{ action: string; account: string | null; thing: string | null; note: string }[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['action', 'account_id as account', 'thing_id as thing', 'note'])
    .where('network_id', '=', network)
    .orderBy('id')
    .execute();
  return rows;
}
