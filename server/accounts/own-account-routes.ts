/** The own account: name, language, password, and signing out here or everywhere. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { isLanguage } from '../../survey/texts.ts';
import { checkText, tidyText } from '../text/check-text.ts';
import type { ActionIn } from '../text/page-texts.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import type { App } from '../web/fastify.ts';
import { chooseLanguage } from '../web/language.ts';
import { accountDone } from './account-done.ts';
import { editOwnAccount, findAccount, findAccountByEmail, setPassword } from './accounts.ts';
import { labelFaults } from './describe-accounts.ts';
import { checkPassword, hashPassword, isPassword } from './password.ts';
import { enterSession, leaveSession } from './session-cookie.ts';
import { endSessions } from './sessions.ts';
import { createSignInLimits } from './sign-in/sign-in-limits.ts';
import { accountTexts } from './texts.ts';

const text = Type.Optional(Type.String({ maxLength: 5000 }));
const change = (action: ActionIn<'accounts'>) => ({
  desk: { thing: 'desk', verb: 'change', action: `accounts.${action}` } as const,
});

export async function ownAccountRoutes(app: App) {
  const limits = createSignInLimits(app);

  app.get('/account', { config: { desk: { thing: 'desk', verb: 'read' } } }, (request, reply) =>
    show(request, reply, {}, []),
  );

  app.post(
    '/account',
    { config: change('ownEdited'), schema: { body: Type.Object({ name: text, language: text }) } },
    async (request, reply) => {
      const name = tidyText(request.body.name ?? '');
      const { language } = request.body;
      const problems: Problem[] = checkText('name', name);
      if (!isLanguage(language)) problems.push({ where: 'language', code: 'chooseOne' });
      if (problems.length > 0 || !isLanguage(language)) return show(request, reply, { name }, problems);
      await editOwnAccount(app.db, request.session.accountId, { name, language });
      chooseLanguage(request, reply, language);
      return reply.redirect(accountDone.after('/desk/account', 'saved'), 303);
    },
  );

  app.post(
    '/account/password',
    { config: change('passwordChanged'), schema: { body: Type.Object({ current: text, password: text }) } },
    async (request, reply) => {
      const { current = '', password = '' } = request.body;
      const { accountId, email } = request.session;
      const account = (await findAccountByEmail(app.db, email))!;
      const problems = checkPassword('password', password, request.session);
      if (account.passwordHash !== null) {
        await limits.countVisitor(request);
        await limits.checkAccount(request, { email, accountId });
        if (!(await isPassword(account.passwordHash, current))) {
          await limits.countWrong(request, { email, accountId });
          problems.unshift({ where: 'current', code: 'wrongPassword' });
        }
      }
      if (problems.length > 0) return show(request, reply, {}, problems);
      await setPassword(app.db, accountId, await hashPassword(password));
      await enterSession(app, request, reply, accountId);
      return reply.redirect(accountDone.after('/desk/account', 'passwordChanged'), 303);
    },
  );

  app.post('/sign-out', { config: change('signedOut') }, async (request, reply) => {
    await leaveSession(app, request, reply);
    return reply.redirect('/sign-in?done=signedOut', 303);
  });

  app.post('/account/sign-out', { config: change('signedOutEverywhere') }, async (request, reply) => {
    await endSessions(app.db, request.session.accountId);
    await leaveSession(app, request, reply);
    return reply.redirect('/sign-in?done=signedOut', 303);
  });

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    values: { name?: string },
    problems: Problem[],
  ) {
    const account = await findAccount(app.db, request.session.accountId);
    const language = request.chosenLanguage ?? account.language;
    const t = accountTexts(language);
    if (problems.length > 0) reply.code(422);
    return reply.desk('accounts/own-account', {
      title: t('accounts.own.title'),
      name: account.name,
      email: account.email,
      role: t(`accounts.roleNames.${account.role}`),
      municipality: account.municipality?.name,
      networks: account.networks.map(({ name }) => name),
      account: { language: account.language, hasPassword: account.hasPassword },
      languages: [
        { value: 'nl', label: 'Nederlands' },
        { value: 'en', label: 'English' },
      ],
      ...values,
      done: accountDone.read(request),
      problems: problems.length > 0 ? labelFaults(refuseProblems(problems).faults(language), language) : [],
    });
  }
}
