/** The first operator of an installation makes an account with the link that the server printed at its start. */
import type { Language } from '../../../survey/texts.ts';
import type { Browser } from '../../access/sessions.ts';
import { type Acting, act } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import { storePassword } from '../change-password.ts';
import { insertAccount } from '../store-account.ts';
import { type Entered, signIn } from './sign-in.ts';
import { type SignInLink, useSignInLink } from './sign-in-links.ts';

export interface FirstAccount {
  name: string;
  email: string;
  language: Language;
  /** Of the password that was checked. */
  passwordHash: string;
}

/** Makes the account and signs in. Of several at once one gets it. */
export function makeFirstAccount(
  acting: Acting,
  link: SignInLink,
  { name, email, language, passwordHash }: FirstAccount,
  browser: Browser,
): Promise<Entered> {
  return act(acting, async (change) => {
    if (!(await useSignInLink(change.db, link))) throw new Refusal(404, 'firstLinkNotFound');
    const account = {
      name,
      email,
      language,
      role: 'operator',
      municipality: undefined,
      networkIds: [],
    } as const;
    const id = await insertAccount(change.db, { ...account, networkIds: [] });
    await storePassword(change.db, id, passwordHash);
    return signIn(change, { id }, { action: 'accounts.firstMade' }, browser);
  });
}
