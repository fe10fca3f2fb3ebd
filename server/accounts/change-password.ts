/** A new password for the own account. All sessions and unused links end; the one who changed it gets a new one. */
import { addSession, type Browser } from '../access/sessions.ts';
import type { Database } from '../database/schema.ts';
import { type Acting, act } from '../log/act.ts';
import { endAccess } from './end-access.ts';
import { lockAccount } from './lock-account.ts';

/** Stores the hash of the password that was checked, and gives the token of the new session. */
export function changePassword(
  acting: Acting,
  id: string,
  passwordHash: string,
  browser: Browser,
): Promise<string> {
  return act(acting, async (change) => {
    await storePassword(change.db, id, passwordHash);
    await change.log({ action: 'accounts.passwordChanged' });
    return addSession(change.db, id, browser);
  });
}

/** The password from now on; all sessions and unused links end. A part of use cases. */
export async function storePassword(transaction: Database, id: string, passwordHash: string): Promise<void> {
  await lockAccount(transaction, id);
  await transaction.updateTable('account').set({ passwordHash }).where('id', '=', id).execute();
  await endAccess(transaction, id);
}
