/** The operator's keys: they open the API until there are accounts. Only a hash of each is stored. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { hashToken, makeToken } from '../token.ts';

/** Makes a key and gives it, for showing once. Earlier keys stop working. */
export async function replaceKey(db: Database): Promise<string> {
  const key = makeToken();
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('operator_key').execute();
    await transaction
      .insertInto('operator_key')
      .values({ key_hash: hashToken(key) })
      .execute();
  });
  return key;
}

/** Makes the first key of an installation; undefined when there is one. Of two that start at once, one makes it. */
export async function makeFirstKey(db: Database): Promise<string | undefined> {
  return db.transaction().execute(async (transaction) => {
    await sql`LOCK TABLE operator_key IN EXCLUSIVE MODE`.execute(transaction);
    const existing = await transaction.selectFrom('operator_key').select('key_hash').executeTakeFirst();
    if (existing) return undefined;
    const key = makeToken();
    await transaction
      .insertInto('operator_key')
      .values({ key_hash: hashToken(key) })
      .execute();
    return key;
  });
}

/** Does this key open the API? */
export async function checkKey(db: Database, key: string): Promise<boolean> {
  const found = await db
    .selectFrom('operator_key')
    .select('key_hash')
    .where('key_hash', '=', hashToken(key))
    .executeTakeFirst();
  return found !== undefined;
}
