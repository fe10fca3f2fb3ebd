/** One's own account: name, language, password, and signing out: here, elsewhere or everywhere. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  clearSessionCookie,
  describeBrowser,
  readSessionToken,
  setSessionCookie,
} from '../access/session-cookie.ts';
import { listSessions } from '../access/sessions.ts';
import type { DeskRule } from '../desk/desk.ts';
import { type Refused, readerLanguage, submitForm } from '../desk/submit-form.ts';
import { deskTexts } from '../desk/texts.ts';
import { refuseProblems } from '../text/problems.ts';
import { Refusal } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { chooseLanguage } from '../web/language.ts';
import { accountDone } from './account-done.ts';
import { type Account, findAccount, findAccountByEmail } from './accounts.ts';
import { changePassword } from './change-password.ts';
import { labelFaults } from './describe-accounts.ts';
import { describeSessions } from './describe-sessions.ts';
import { editOwnAccount } from './edit-own-account.ts';
import { checkPassword, hashPassword, isPassword } from './password.ts';
import { createSignInLimits } from './sign-in/sign-in-limits.ts';
import { signOut, signOutElsewhere, signOutEverywhere } from './sign-out.ts';
import { accountTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'accounts/own-account': {
      name: string;
      email: string;
      role: string;
      municipality: string | undefined;
      networks: readonly string[];
      account: Pick<Account, 'language' | 'hasPassword'>;
      languages: readonly { value: string; label: string }[];
      sessions: ReturnType<typeof describeSessions>;
      done: string | undefined;
    };
  }
}

const text = Type.Optional(Type.String({ maxLength: 5000 }));
const read: DeskRule = { thing: 'desk', verb: 'read' };
const change: DeskRule = { thing: 'desk', verb: 'change' };

export async function ownAccountRoutes(app: App) {
  const limits = createSignInLimits(app);

  app.get('/account', { config: { desk: read } }, (request, reply) => show(request, reply, {}));

  app.post(
    '/account',
    { config: { desk: change }, schema: { body: Type.Object({ name: text, language: text }) } },
    (request, reply) =>
      submitForm(
        reply,
        async () => {
          const { accountId } = request.session;
          const language = await editOwnAccount(request.acting, accountId, request.body);
          chooseLanguage(request, reply, language);
          return accountDone.after('/desk/account', 'saved');
        },
        (refused) => show(request, reply, { name: request.body.name ?? '', refused }),
      ),
  );

  app.post(
    '/account/password',
    { config: { desk: change }, schema: { body: Type.Object({ current: text, password: text }) } },
    (request, reply) =>
      submitForm(
        reply,
        async () => {
          const { current = '', password = '' } = request.body;
          await checkNewPassword(request, current, password);
          const { accountId } = request.session;
          const browser = describeBrowser(app.config, request);
          const hash = await hashPassword(password);
          const token = await changePassword(request.acting, accountId, hash, browser);
          setSessionCookie(app.config, reply, token);
          return accountDone.after('/desk/account', 'passwordChanged');
        },
        (refused) => show(request, reply, { refused }),
      ),
  );

  app.post('/sign-out', { config: { desk: { ...change, keep: false } } }, async (request, reply) => {
    await signOut(request.acting, readSessionToken(app.config, request)!);
    clearSessionCookie(app.config, reply);
    return reply.redirect('/sign-in?done=signedOut', 303);
  });

  app.post('/account/sign-out', { config: { desk: change } }, async (request, reply) => {
    await signOutEverywhere(request.acting, request.session.accountId);
    clearSessionCookie(app.config, reply);
    return reply.redirect('/sign-in?done=signedOut', 303);
  });

  app.post(
    '/account/sessions/end',
    { config: { desk: change }, schema: { body: Type.Object({ session: text }) } },
    async (request, reply) => {
      await signOutElsewhere(request.acting, request.session.accountId, request.body.session ?? '');
      return reply.redirect(accountDone.after('/desk/account', 'sessionEnded'), 303);
    },
  );

  /** Refuses a password that is not good enough, and whoever does not know the one of now. */
  async function checkNewPassword(request: FastifyRequest, current: string, password: string) {
    const { accountId, email } = request.session;
    const account = (await findAccountByEmail(app.db, email))!;
    const own = await findAccount(app.db, accountId);
    // The password of now says nothing where there is none, and not enough beside a second step.
    if ((own.hasSecondStep || !own.hasPassword) && !request.session.isConfirmed)
      throw new Refusal(409, 'confirmFirst');
    const problems = await checkPassword('password', password, own);
    if (account.passwordHash !== null) {
      const visitor = await limits.countVisitor(request);
      const tried = await limits.countPassword(request, { email, accountId });
      if (await isPassword(account.passwordHash, current)) {
        await Promise.all([visitor.forgive(), tried.forgive()]);
      } else problems.unshift({ where: 'current', code: 'wrongPassword' });
    }
    if (problems.length > 0) throw refuseProblems(problems);
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { name, refused }: { name?: string; refused?: Refused },
  ) {
    const account = await findAccount(app.db, request.session.accountId);
    const language = readerLanguage(request);
    return reply.desk('accounts/own-account', {
      title: accountTexts(language)('accounts.own.title'),
      name: name ?? account.name,
      email: account.email,
      role: deskTexts(language)(`desk.roleNames.${account.role}`),
      municipality: account.municipality?.name,
      networks: account.networks.map((network) => network.name),
      account: { language: account.language, hasPassword: account.hasPassword },
      languages: [
        { value: 'nl', label: 'Nederlands' },
        { value: 'en', label: 'English' },
      ],
      sessions: describeSessions(await listSessions(app.db, account.id), request.session.id, language),
      done: accountDone.read(request),
      problems: labelFaults(refused?.problems ?? [], language),
    });
  }
}
