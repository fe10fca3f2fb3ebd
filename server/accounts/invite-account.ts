/** Inviting somebody: an account, and a link with which its owner signs in for the first time. */
import type { Language } from '../../survey/texts.ts';
import { limitMail } from '../jobs/limit-mails.ts';
import { queueMails } from '../jobs/queue-mails.ts';
import { type Acting, act, type OngoingChange } from '../log/act.ts';
import { Refusal } from '../text/refusal.ts';
import { listAccountChoices } from './account-choices.ts';
import { type Account, findAccount } from './accounts.ts';
import { type AccountForm, checkAccount } from './check-account.ts';
import { addSignInLink } from './sign-in/sign-in-links.ts';
import { insertAccount } from './store-account.ts';

/** Makes the account and mails the link. Refuses with all that is wrong, and a mail address that has an account. */
export function inviteAccount(
  acting: Acting,
  form: AccountForm,
  language: Language,
): Promise<{ id: string; token: string }> {
  return act(acting, async (change) => {
    const account = checkAccount(form, await listAccountChoices(change.db), language);
    const id = await insertAccount(change.db, account);
    const token = await mailInvitation(change, { ...account, id });
    await change.log({ action: 'accounts.invited', thingId: id, note: account.email });
    return { id, token };
  });
}

/** A new link for an account; the one before it stops. Refuses an account that is closed, and a flood of mails. */
export function inviteAgain(acting: Acting, id: string): Promise<void> {
  return act(acting, async (change) => {
    const account = await findAccount(change.db, id);
    if (account.disabledAt) throw new Refusal(409, 'accountDisabled');
    await limitMail(change, 'account-invitation', id);
    await mailInvitation(change, account);
    await change.log({ action: 'accounts.invitedAgain', thingId: id, note: account.email });
  });
}

async function mailInvitation(
  change: OngoingChange,
  { id, email, language }: Pick<Account, 'id' | 'email' | 'language'>,
): Promise<string> {
  const link = await addSignInLink(change.db, change.linkKey, id, 'invite');
  await queueMails(change, [
    { kind: 'account', recipient: email, language, accountId: id, signInLinkId: link.id },
  ]);
  return link.token;
}
