/** Accounts in the shell: who there is, and a way in for somebody who is locked out. */

import { findAccountByEmail, listAccounts } from '../accounts/accounts.ts';
import { resetFactors } from '../accounts/second-step/remove-factor.ts';
import { makeSignInLink } from '../accounts/sign-in/make-sign-in-link.ts';
import { type Command, formatLines } from './command.ts';

export const accountCommands: Command[] = [
  {
    name: 'accounts',
    needs: [],
    async run({ db, t }) {
      const accounts = await listAccounts(db);
      return formatLines(
        accounts.map(({ id, email, name, role, disabledAt }) => [
          id,
          email,
          name,
          t(`roles.${role}`),
          disabledAt ? t('commands.accounts.disabled') : '',
        ]),
        t('commands.accounts.none'),
      );
    },
  },
  {
    name: 'sign-in-link',
    needs: ['mailAddress'],
    changes: true,
    async run({ db, acting, config, t }, { words }) {
      const email = words[0]!;
      const account = await findAccountByEmail(db, email);
      if (!account?.isOpen) throw new Error(t('commands.sign-in-link.unknown', { email }));
      return `${config.publicUrl}/sign-in/${await makeSignInLink(acting, account)}`;
    },
  },
  {
    name: 'reset-second-step',
    needs: ['mailAddress'],
    changes: true,
    async run({ db, acting, t }, { words }) {
      const email = words[0]!;
      const account = await findAccountByEmail(db, email);
      if (!account?.isOpen) throw new Error(t('commands.sign-in-link.unknown', { email }));
      const isReset = await resetFactors(acting, account.id);
      return t(isReset ? 'commands.reset-second-step.done' : 'commands.reset-second-step.none');
    },
  },
];
