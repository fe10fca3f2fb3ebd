/** Closing an account and opening it again. Its sessions end, and so do links that were not used. */
import { sql } from 'kysely';
import { endSessions } from '../access/sessions.ts';
import { type Acting, act } from '../log/act.ts';
import { findAccount } from './accounts.ts';
import { requireOtherOperator } from './require-other-operator.ts';

/** From now on nobody signs in to it. Refuses the last operator. */
export function disableAccount(acting: Acting, id: string): Promise<void> {
  return setDisabled(acting, id, true);
}

/** Its owner may sign in again, with the password of before or a new invitation. */
export function enableAccount(acting: Acting, id: string): Promise<void> {
  return setDisabled(acting, id, false);
}

function setDisabled(acting: Acting, id: string, isDisabled: boolean): Promise<void> {
  return act(acting, async (change) => {
    const { db } = change;
    const { email } = await findAccount(db, id);
    if (isDisabled) await requireOtherOperator(db, id);
    await db
      .updateTable('account')
      .set((update) => ({
        disabledAt: isDisabled ? sql<Date>`coalesce(disabled_at, now())` : null,
        revision: update('revision', '+', 1),
      }))
      .where('id', '=', id)
      .execute();
    await db
      .updateTable('signInLink')
      .set({ expiresAt: sql<Date>`least(expires_at, now())` })
      .where('accountId', '=', id)
      .execute();
    await endSessions(db, id);
    const action = isDisabled ? 'accounts.disabled' : 'accounts.enabled';
    await change.log({ action, thingId: id, note: email });
  });
}
