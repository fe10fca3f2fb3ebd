/** Using a link: an invitation that is accepted, or a link that somebody asked for by mail. */
import type { Browser } from '../../access/sessions.ts';
import { type Acting, act } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import { storePassword } from '../change-password.ts';
import { lockAccount } from '../lock-account.ts';
import { type Entered, signIn } from './sign-in.ts';
import { type SignInLink, useSignInLink } from './sign-in-links.ts';

/** Signs in; with a hash, that is the password from now on. */
export function signInByLink(
  acting: Acting,
  link: SignInLink & { accountId: string },
  passwordHash: string | undefined,
  browser: Browser,
): Promise<Entered> {
  return act(acting, async (change) => {
    await lockAccount(change.db, link.accountId);
    if (!(await useSignInLink(change.db, link))) throw new Refusal(404, 'signInLinkNotFound');
    if (passwordHash !== undefined) await storePassword(change.db, link.accountId, passwordHash);
    const action = link.purpose === 'invite' ? 'accounts.accepted' : 'accounts.signedInByLink';
    return signIn(change, { id: link.accountId }, { action }, browser);
  });
}
