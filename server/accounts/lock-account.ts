/** What a change of an account begins with. Who also needs the other operators holds those first. */
import type { Database } from '../database/schema.ts';
import { isId } from '../text/ids.ts';
import { type Account, findAccount } from './accounts.ts';

/** Holds an account until the transaction ends; refuses one that does not exist. */
export async function lockAccount(transaction: Database, id: string): Promise<Account> {
  if (isId(id)) {
    await transaction.selectFrom('account').select('id').where('id', '=', id).forNoKeyUpdate().execute();
  }
  return findAccount(transaction, id);
}
