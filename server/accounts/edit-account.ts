/** Changing somebody's name, role or reach. What somebody may reach changed, so sessions end; with the role links too. */
import { endSessions } from '../access/sessions.ts';
import { type Acting, act } from '../log/act.ts';
import { Refusal } from '../text/refusal.ts';
import { listAccountChoices } from './account-choices.ts';
import { findAccount } from './accounts.ts';
import { type AccountForm, checkAccount } from './check-account.ts';
import { endAccess } from './end-access.ts';
import { requireOtherOperator } from './require-other-operator.ts';
import { findOrAddMunicipality, setNetworks } from './store-account.ts';

/**
 * Changes an account. The mail address stays: it is what an account is known by. Refuses when somebody else changed
 * it after this revision, and another role for the last operator.
 */
export function editAccount(acting: Acting, id: string, form: AccountForm, revision: number): Promise<void> {
  return act(acting, async (change) => {
    const { db } = change;
    const { email, language, role } = await findAccount(db, id);
    const isOtherRole = role !== form.role;
    const account = checkAccount({ ...form, email }, await listAccountChoices(db), language);
    if (account.role !== 'operator') await requireOtherOperator(db, id);
    const row = await db
      .updateTable('account')
      .set({
        name: account.name,
        role: account.role,
        municipalityId: await findOrAddMunicipality(db, account),
        // A role that the provider gave stays the provider's until somebody gives another one here.
        ...(isOtherRole && { roleFrom: 'desk' as const }),
        revision: revision + 1,
      })
      .where('id', '=', id)
      .where('revision', '=', revision)
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Refusal(409, 'changedMeanwhile');
    await setNetworks(db, id, account.networkIds);
    await (isOtherRole ? endAccess(db, id) : endSessions(db, id));
    await change.log({ action: 'accounts.edited', thingId: id, note: email });
  });
}
