/** The operator's keys, with which programs use the API. Only a hash of each is stored. */
import type { Database } from '../database/schema.ts';
import { hashToken, makeToken } from '../web/token.ts';

/** Makes a key and gives it, for showing once. Earlier keys stop working. */
export async function replaceKey(db: Database): Promise<string> {
  const key = makeToken();
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('operatorKey').execute();
    await transaction
      .insertInto('operatorKey')
      .values({ keyHash: hashToken(key) })
      .execute();
  });
  return key;
}

/** Does this key open the API? */
export async function checkKey(db: Database, key: string): Promise<boolean> {
  const found = await db
    .selectFrom('operatorKey')
    .select('keyHash')
    .where('keyHash', '=', hashToken(key))
    .executeTakeFirst();
  return found !== undefined;
}
