/** Accounts, for the operator: who may sign in, with which role and where; inviting, changing, shutting. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { queueMails } from '../mail/queue-mails.ts';
import { listMunicipalities } from '../networks/network-overviews.ts';
import { listNetworks } from '../networks/networks.ts';
import type { ActionIn } from '../text/page-texts.ts';
import { Refusal } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { accountDone } from './account-done.ts';
import { type Account, addAccount, editAccount, findAccount, listAccounts, setDisabled } from './accounts.ts';
import { type AccountForm, checkAccount } from './check-account.ts';
import { describeAccount, describeAccountForm, describeAccounts } from './describe-accounts.ts';
import { addSignInLink, findInvitationLink } from './sign-in/sign-in-links.ts';

const text = Type.Optional(Type.String({ maxLength: 1000 }));
const params = Type.Object({ account: Type.String() });
const querystring = Type.Object({ done: text });
const Form = Type.Object({
  email: text,
  name: text,
  role: text,
  municipality: text,
  municipalityCode: text,
  municipalityName: text,
  networks: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String(), { maxItems: 2000 })])),
  revision: text,
});
const read = { desk: { thing: 'installation', verb: 'read' } as const };
const change = (action: ActionIn<'accounts'>) => ({
  desk: { thing: 'installation', verb: 'change', action: `accounts.${action}` } as const,
});

export async function accountRoutes(app: App) {
  const languageOf = (request: FastifyRequest) => request.chosenLanguage ?? request.session.language;

  app.get('/accounts', { config: read }, async (request, reply) => {
    const language = languageOf(request);
    return reply.desk('accounts/accounts', describeAccounts(await listAccounts(app.db), language));
  });

  app.get('/accounts/new', { config: read }, (request, reply) => showForm(request, reply, undefined, {}));

  app.post('/accounts', { config: change('invited'), schema: { body: Form } }, async (request, reply) => {
    try {
      const known = await listKnown();
      const checked = checkAccount(request.body, known, languageOf(request));
      const id = await app.db.transaction().execute(async (transaction) => {
        const made = await addAccount(transaction, checked);
        await sendInvitation(transaction, { id: made, email: checked.email, language: checked.language });
        return made;
      });
      request.logged = { thingId: id, note: checked.email };
      return reply.redirect(accountDone.after(`/desk/accounts/${id}`, 'invited'), 303);
    } catch (error) {
      return showForm(request, reply, undefined, request.body, error);
    }
  });

  app.get('/accounts/:account', { config: read, schema: { params, querystring } }, async (request, reply) => {
    const account = await findAccount(app.db, request.params.account);
    const link = await findInvitationLink(app.db, app.linkKey, account.id);
    const page = describeAccount(account, languageOf(request), {
      link,
      config: app.config,
      // Without a mail server the page shows the link itself.
      done: accountDone.read(request, app.config.smtpUrl === undefined ? { invited: 'linkMade' } : {}),
      isOwn: account.id === request.session.accountId,
    });
    return reply.desk('accounts/account', page);
  });

  app.get('/accounts/:account/edit', { config: read, schema: { params } }, async (request, reply) => {
    const account = await findAccount(app.db, request.params.account);
    return showForm(request, reply, account, formOf(account));
  });

  app.post(
    '/accounts/:account',
    { config: change('edited'), schema: { params, body: Form } },
    async (request, reply) => {
      const account = await findAccount(app.db, request.params.account);
      // The mail address stays: it is what an account is known by.
      const form = { ...request.body, email: account.email };
      try {
        const checked = checkAccount(form, await listKnown(), account.language);
        await editAccount(app.db, account.id, checked, Number(form.revision) || 0);
        request.logged = { thingId: account.id, note: account.email };
        return reply.redirect(accountDone.after(`/desk/accounts/${account.id}`, 'edited'), 303);
      } catch (error) {
        return showForm(request, reply, await findAccount(app.db, account.id), form, error);
      }
    },
  );

  app.post(
    '/accounts/:account/invitation',
    { config: change('invitedAgain'), schema: { params } },
    async (request, reply) => {
      const account = await findAccount(app.db, request.params.account);
      if (account.disabledAt) throw new Refusal(409, 'accountDisabled');
      await app.db.transaction().execute((transaction) => sendInvitation(transaction, account));
      request.logged = { thingId: account.id, note: account.email };
      return reply.redirect(accountDone.after(`/desk/accounts/${account.id}`, 'invited'), 303);
    },
  );

  for (const [path, action, isDisabled] of [
    ['closure', 'disabled', true],
    ['opening', 'enabled', false],
  ] as const) {
    app.post(
      `/accounts/:account/${path}`,
      { config: change(action), schema: { params } },
      async (request, reply) => {
        const { id, email } = await findAccount(app.db, request.params.account);
        await setDisabled(app.db, id, isDisabled);
        request.logged = { thingId: id, note: email };
        return reply.redirect(accountDone.after(`/desk/accounts/${id}`, action), 303);
      },
    );
  }

  async function sendInvitation(
    transaction: App['db'],
    { id, email, language }: Pick<Account, 'id' | 'email' | 'language'>,
  ): Promise<void> {
    const link = await addSignInLink(transaction, app.linkKey, id, 'invite');
    const mail = { kind: 'account', recipient: email, language } as const;
    await queueMails({ db: transaction, config: app.config, jobs: app.jobs }, [
      { ...mail, accountId: id, signInLinkId: link.id },
    ]);
  }

  async function listKnown() {
    const [municipalities, networks] = await Promise.all([listMunicipalities(app.db), listNetworks(app.db)]);
    return {
      municipalities,
      networks,
      municipalityIds: municipalities.map(({ id }) => id),
      networkIds: networks.map(({ id }) => id),
    };
  }

  async function showForm(
    request: FastifyRequest,
    reply: FastifyReply,
    account: Account | undefined,
    values: AccountForm & { revision?: string },
    error?: unknown,
  ) {
    if (error !== undefined && !(error instanceof Refusal)) throw error;
    if (error) reply.code(error.statusCode);
    const page = describeAccountForm({
      language: languageOf(request),
      account,
      values,
      known: await listKnown(),
      refusal: error,
    });
    return reply.desk('accounts/account-form', page);
  }
}

function formOf({ email, name, role, municipality, networks, revision }: Account) {
  return {
    email,
    name,
    role,
    municipality: municipality?.id ?? '',
    networks: networks.map(({ id }) => id),
    revision: String(revision),
  };
}
