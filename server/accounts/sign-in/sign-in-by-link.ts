/** Using a link: an invitation that is accepted, or a link that somebody asked for by mail. */
import type { Browser } from '../../access/sessions.ts';
import { type Acting, act } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import { lockAccount } from '../lock-account.ts';
import { type Entered, signIn } from './sign-in.ts';
import { type SignInLink, useSignInLink } from './sign-in-links.ts';

/** Signs in; with a hash, that is the password from now on, or once the second step is taken. */
export function signInByLink(
  acting: Acting,
  link: SignInLink & { accountId: string },
  passwordHash: string | undefined,
  browser: Browser,
): Promise<Entered> {
  return act(acting, async (change) => {
    await lockAccount(change.db, link.accountId);
    if (!(await useSignInLink(change.db, link))) throw new Refusal(404, 'signInLinkNotFound');
    const action = link.purpose === 'invite' ? 'accounts.accepted' : 'accounts.signedInByLink';
    return signIn(change, { id: link.accountId, newPasswordHash: passwordHash }, { action }, browser);
  });
}
