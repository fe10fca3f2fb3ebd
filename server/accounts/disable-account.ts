/** Closing an account and opening it again. Its sessions end, and so do links that were not used. */
import { sql } from 'kysely';
import { type Acting, act } from '../log/act.ts';
import { refuseProblems } from '../text/problems.ts';
import { endAccess } from './end-access.ts';
import { lockAccount } from './lock-account.ts';
import { requireOtherOperator } from './require-other-operator.ts';
import { hasOpenAccount } from './store-account.ts';

/** From now on nobody signs in to it; one that is closed stays so. Refuses the last operator. */
export function disableAccount(acting: Acting, id: string): Promise<void> {
  return act(acting, async (change) => {
    const { db } = change;
    await requireOtherOperator(db, id);
    const { email, disabledAt, closedByProvider } = await lockAccount(db, id);
    if (disabledAt && !closedByProvider) return change.unchanged();
    await db
      .updateTable('account')
      .set((update) => ({
        disabledAt: sql<Date>`coalesce(disabled_at, now())`,
        // Closed by hand it stays closed, also when the provider gives a role again.
        closedByProvider: false,
        revision: update('revision', '+', 1),
      }))
      .where('id', '=', id)
      .execute();
    await endAccess(db, id);
    await change.log({ action: 'accounts.disabled', thingId: id, note: email });
  });
}

/**
 * Its owner may sign in again, with the password of before or a new invitation; also when the provider closed it: the
 * role is then given at the desk. Refuses an address that another open account has.
 */
export function enableAccount(acting: Acting, id: string): Promise<void> {
  return act(acting, async (change) => {
    const { db } = change;
    const { email, disabledAt } = await lockAccount(db, id);
    if (!disabledAt) return change.unchanged();
    if (await hasOpenAccount(db, email)) throw refuseProblems([{ where: 'email', code: 'doubleAccount' }]);
    await db
      .updateTable('account')
      .set((update) => ({
        disabledAt: null,
        closedByProvider: false,
        roleFrom: 'desk' as const,
        revision: update('revision', '+', 1),
      }))
      .where('id', '=', id)
      .execute();
    await endAccess(db, id);
    await change.log({ action: 'accounts.enabled', thingId: id, note: email });
  });
}
