/** Who wants a mail a day about the rounds of a network: off until somebody switches it on. */
import type { Database } from '../../database/schema.ts';

export async function wantsDigest(db: Database, accountId: string, networkId: string): Promise<boolean> {
  const wish = await db
    .selectFrom('digest')
    .select('id')
    .where('accountId', '=', accountId)
    .where('networkId', '=', networkId)
    .executeTakeFirst();
  return wish !== undefined;
}
