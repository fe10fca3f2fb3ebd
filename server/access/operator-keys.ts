/** The operator's keys, with which programs use the API. Only a hash of each is stored. */
import type { Database } from '../database/schema.ts';
import { hashToken } from '../web/token.ts';

/** Does this key open the API? */
export async function checkKey(db: Database, key: string): Promise<boolean> {
  const found = await db
    .selectFrom('operatorKey')
    .select('keyHash')
    .where('keyHash', '=', hashToken(key))
    .executeTakeFirst();
  return found !== undefined;
}
