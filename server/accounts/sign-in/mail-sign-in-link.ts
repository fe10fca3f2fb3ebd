/** A link to sign in with once, for whoever asked for it by mail. */
import { queueMails } from '../../jobs/queue-mails.ts';
import { type Acting, act } from '../../log/act.ts';
import { findAccountByEmail } from '../accounts.ts';
import { addSignInLink } from './sign-in-links.ts';

/** Mails a link to the account of this mail address. Without an account that is open nothing happens. */
export async function mailSignInLink(acting: Acting, email: string): Promise<void> {
  const account = await findAccountByEmail(acting.db, email);
  if (!account?.isOpen) return;
  const { id: accountId, language } = account;
  await act({ ...acting, actor: { kind: 'visitor', accountId } }, async (change) => {
    const { id } = await addSignInLink(change.db, change.linkKey, accountId, 'sign-in');
    await queueMails(change, [
      { kind: 'sign-in', recipient: account.email, language, accountId, signInLinkId: id },
    ]);
    await change.log({ action: 'accounts.linkAsked' });
  });
}
