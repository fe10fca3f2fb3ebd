/** Accounts, for the operator: who may sign in, with which role and where; inviting, changing and closing them. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../desk/desk.ts';
import { readQuery } from '../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../desk/submit-form.ts';
import { submitOnce } from '../desk/submit-once.ts';
import { Refusal } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { listAccountChoices } from './account-choices.ts';
import { accountDone } from './account-done.ts';
import { type Account, findAccount, listAccounts } from './accounts.ts';
import type { AccountForm } from './check-account.ts';
import { describeAccount, describeAccountForm, describeAccounts } from './describe-accounts.ts';
import { disableAccount, enableAccount } from './disable-account.ts';
import { editAccount } from './edit-account.ts';
import { inviteAccount, inviteAgain } from './invite-account.ts';
import { resetFactors } from './second-step/remove-factor.ts';
import { findInvitationLink } from './sign-in/sign-in-links.ts';

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
const read: { desk: DeskRule } = { desk: { thing: 'installation', verb: 'read' } };
const change: { desk: DeskRule } = { desk: { thing: 'installation', verb: 'change' } };

export async function deskAccountRoutes(app: App) {
  app.get('/accounts', { config: read }, async (request, reply) => {
    const accounts = await listAccounts(app.db);
    return reply.desk('accounts/accounts', describeAccounts(accounts, readerLanguage(request)));
  });

  app.get('/accounts/new', { config: read }, (request, reply) =>
    showForm(request, reply, undefined, { role: readQuery(request, 'role') }),
  );

  app.post('/accounts', { config: change, schema: { body: Form } }, (request, reply) =>
    submitOnce(
      reply,
      async (acting) => {
        const { id } = await inviteAccount(acting, request.body, readerLanguage(request));
        return accountDone.after(`/desk/accounts/${id}`, 'invited');
      },
      (refused) => showForm(request, reply, undefined, request.body, refused),
    ),
  );

  app.get('/accounts/:account', { config: read, schema: { params, querystring } }, async (request, reply) => {
    const account = await findAccount(app.db, request.params.account);
    const link = await findInvitationLink(app.db, app.linkKey, account.id);
    const page = describeAccount(account, readerLanguage(request), {
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
    return showForm(request, reply, account, toForm(account));
  });

  app.post('/accounts/:account', { config: change, schema: { params, body: Form } }, (request, reply) => {
    const { account: id } = request.params;
    return submitForm(
      reply,
      async () => {
        await editAccount(request.acting, id, request.body, Number(request.body.revision) || 0);
        return accountDone.after(`/desk/accounts/${id}`, 'edited');
      },
      async (refused) => {
        const account = await findAccount(app.db, id);
        return showForm(request, reply, account, { ...request.body, email: account.email }, refused);
      },
    );
  });

  app.post(
    '/accounts/:account/invitation',
    { config: change, schema: { params } },
    async (request, reply) => {
      const { account: id } = request.params;
      await inviteAgain(request.acting, id);
      return reply.redirect(accountDone.after(`/desk/accounts/${id}`, 'invited'), 303);
    },
  );

  app.post('/accounts/:account/closure', { config: change, schema: { params } }, async (request, reply) => {
    const { account: id } = request.params;
    await disableAccount(request.acting, id);
    return reply.redirect(accountDone.after(`/desk/accounts/${id}`, 'disabled'), 303);
  });

  app.post('/accounts/:account/opening', { config: change, schema: { params } }, async (request, reply) => {
    const { account: id } = request.params;
    await enableAccount(request.acting, id);
    return reply.redirect(accountDone.after(`/desk/accounts/${id}`, 'enabled'), 303);
  });

  app.post(
    '/accounts/:account/second-step-reset',
    { config: change, schema: { params } },
    async (request, reply) => {
      const { account: id } = request.params;
      if (id === request.session.accountId) throw new Refusal(409, 'ownSecondStep');
      await resetFactors(request.acting, id);
      return reply.redirect(accountDone.after(`/desk/accounts/${id}`, 'factorsReset'), 303);
    },
  );

  async function showForm(
    request: FastifyRequest,
    reply: FastifyReply,
    account: Account | undefined,
    values: AccountForm & { revision?: string },
    refused?: Refused,
  ) {
    const page = describeAccountForm({
      language: readerLanguage(request),
      account,
      values,
      choices: await listAccountChoices(app.db),
      refused,
    });
    return reply.desk('accounts/account-form', page);
  }
}

function toForm({ email, name, role, municipality, networks, revision }: Account) {
  return {
    email,
    name,
    role,
    municipality: municipality?.id ?? '',
    networks: networks.map(({ id }) => id),
    revision: String(revision),
  };
}
