/** A way in for somebody who is locked out: a link that the operator of the server hands over. */
import { type Acting, act } from '../../log/act.ts';
import { addSignInLink } from './sign-in-links.ts';

/** Gives the token of a link for this account; links of before that invite stop. */
export function makeSignInLink(acting: Acting, account: { id: string; email: string }): Promise<string> {
  return act(acting, async (change) => {
    const { token } = await addSignInLink(change.db, change.linkKey, account.id, 'invite');
    await change.log({ action: 'accounts.linkMade', thingId: account.id, note: account.email });
    return token;
  });
}
