/** Away with an app or a passkey: one by its owner, or all by an operator for who is locked out. */
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import { endAccess } from '../end-access.ts';
import { lockAccount } from '../lock-account.ts';
import { listFactors, mustTakeSecondStep } from './factors.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';

/** Removes one; with the last one its recovery codes go. Refuses the last one of who needs one. */
export function removeFactor(acting: Acting, accountId: string, id: string): Promise<void> {
  return act(acting, async (change) => {
    const { db } = change;
    const { role } = await lockAccount(db, accountId);
    const factors = await listFactors(db, accountId);
    const factor = factors.find((one) => one.id === id);
    if (!factor) return change.unchanged();
    const isLast = factors.length === 1;
    if (isLast && mustTakeSecondStep(change.config, role)) throw new Refusal(409, 'lastFactor');
    await db.deleteFrom('secondFactor').where('id', '=', id).execute();
    if (isLast) await removeRecoveryCodes(db, accountId);
    await change.log({ action: 'accounts.factorRemoved', note: factor.kind });
  });
}

/** Takes all away, the password too, and ends every session: the next way in is a link, and sets up a new one where it must. Were there any? */
export function resetFactors(acting: Acting, accountId: string): Promise<boolean> {
  return act(acting, async (change) => {
    const { db } = change;
    const { email } = await lockAccount(db, accountId);
    const { numDeletedRows } = await db
      .deleteFrom('secondFactor')
      .where('accountId', '=', accountId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) {
      change.unchanged();
      return false;
    }
    await removeRecoveryCodes(db, accountId);
    // Whoever has the password may be why it is asked: the next way in is a link to this person.
    await db.updateTable('account').set({ passwordHash: null }).where('id', '=', accountId).execute();
    await endAccess(db, accountId);
    await change.log({ action: 'accounts.factorsReset', thingId: accountId, note: email });
    return true;
  });
}

/** New recovery codes; those of before stop. */
export function renewRecoveryCodes(acting: Acting, accountId: string): Promise<string[]> {
  return act(acting, async (change) => {
    await lockAccount(change.db, accountId);
    if ((await listFactors(change.db, accountId)).length === 0) throw new Refusal(409, 'noFactor');
    await change.log({ action: 'accounts.recoveryCodesRenewed' });
    return replaceRecoveryCodes(change.db, accountId);
  });
}

async function removeRecoveryCodes(db: Database, accountId: string): Promise<void> {
  await db.deleteFrom('recoveryCode').where('accountId', '=', accountId).execute();
}
