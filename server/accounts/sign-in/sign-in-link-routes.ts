/**
 * Links that sign somebody in once. Opening one shows a page; only its button uses the link up, because mail
 * scanners open links too. An invitation and a link by mail also let one choose a (new) password.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Language } from '../../../survey/texts.ts';
import { describeBrowser, setSessionCookie } from '../../access/session-cookie.ts';
import { deskTexts } from '../../desk/texts.ts';
import { actAs } from '../../log/act.ts';
import { findInviter } from '../../log/find-inviter.ts';
import { checkMailAddress, tidyMailAddress } from '../../text/check-mail-address.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { limitWrongLinks, readAddress } from '../../web/limit-visitors.ts';
import { openFirst } from '../../web/open-first.ts';
import { findAccount } from '../accounts.ts';
import { labelFaults } from '../describe-accounts.ts';
import { checkPassword, hashPassword } from '../password.ts';
import { secondStepPath } from '../second-step/show-second-step.ts';
import { accountTexts } from '../texts.ts';
import { makeFirstAccount } from './make-first-account.ts';
import type { Entered } from './sign-in.ts';
import { signInByLink } from './sign-in-by-link.ts';
import { findSignInLink, type SignInLink } from './sign-in-links.ts';

declare module '../../web/views.ts' {
  interface Views {
    'accounts/sign-in/first': { name: string | undefined; email: string | undefined };
    'accounts/sign-in/link': {
      name: string;
      email: string;
      isInvitation: boolean;
      /** Who invited, as far as it was a person. */
      inviter: string | undefined;
      roleName: string;
      municipality: string | undefined;
      networks: string;
      needsPassword: boolean;
      provider: string | undefined;
      canMail: boolean;
      /** The new password was refused. */
      isRefused: boolean;
    };
  }
}

const params = Type.Object({ token: Type.String() });
const text = Type.Optional(Type.String({ maxLength: 5000 }));
const config = { knownOrigin: true };
const firstPath = '/first/:token';

export async function signInLinkRoutes(app: App) {
  const refuseLink = limitWrongLinks(app, 'sign-in-link');

  const findOpened = openFirst(app, async (request): Promise<SignInLink> => {
    const link = await findSignInLink(app.db, request.params.token);
    const isFirst = request.routeOptions.url === firstPath;
    if (link && (link.purpose === 'first') === isFirst) return link;
    return refuseLink(request, new Refusal(404, isFirst ? 'firstLinkNotFound' : 'signInLinkNotFound'));
  });

  /** The browser is signed in and goes to the desk, or half and goes to the second step. */
  function enterDesk(reply: FastifyReply, { token, waitsFor }: Entered) {
    setSessionCookie(app.config, reply, token);
    return reply.redirect(waitsFor === null ? '/desk' : secondStepPath, 303);
  }

  app.get(firstPath, { config, schema: { params } }, async (request, reply) => {
    findOpened(request);
    return showFirst(request, reply, {});
  });

  app.post(
    firstPath,
    { config, schema: { params, body: Type.Object({ name: text, email: text, password: text }) } },
    async (request, reply) => {
      const link = findOpened(request);
      const name = tidyText(request.body.name ?? '');
      const email = tidyMailAddress(request.body.email ?? '');
      const { password = '' } = request.body;
      const problems: Problem[] = [
        ...checkText('name', name),
        ...checkMailAddress('email', email),
        ...(await checkPassword('password', password, { email, name })),
      ];
      if (problems.length > 0) return showFirst(request, reply, { name, email }, problems);
      const passwordHash = await hashPassword(password);
      const language = request.chosenLanguage ?? 'nl';
      const acting = actAs(app, { kind: 'visitor' }, readAddress(request.ip));
      const account = { name, email, language, passwordHash };
      const browser = describeBrowser(app.config, request);
      return enterDesk(reply, await makeFirstAccount(acting, link, account, browser));
    },
  );

  app.get('/sign-in/:token', { config, schema: { params } }, async (request, reply) => {
    const link = findOpened(request);
    return showLink(request, reply, link);
  });

  app.post(
    '/sign-in/:token',
    { config, schema: { params, body: Type.Optional(Type.Object({ password: text })) } },
    async (request, reply) => {
      const link = findOpened(request);
      const account = await findAccount(app.db, link.accountId!);
      const password = request.body?.password ?? '';
      // Without mail and without a provider there is no other way in, the next time.
      if (password !== '' || needsPassword(link)) {
        const problems = await checkPassword('password', password, account);
        if (problems.length > 0) return showLink(request, reply, link, problems);
      }
      const passwordHash = password === '' ? undefined : await hashPassword(password);
      const acting = actAs(app, { kind: 'visitor' }, readAddress(request.ip));
      const browser = describeBrowser(app.config, request);
      const used = { ...link, accountId: account.id };
      return enterDesk(reply, await signInByLink(acting, used, passwordHash, browser));
    },
  );

  function needsPassword({ purpose }: SignInLink): boolean {
    return purpose === 'invite' && !app.config.smtpUrl && !app.config.oidc;
  }

  function showFirst(
    request: FastifyRequest,
    reply: FastifyReply,
    values: { name?: string; email?: string },
    problems: Problem[] = [],
  ) {
    const language = request.chosenLanguage ?? 'nl';
    const title = accountTexts(language)('accounts.first.title');
    return reply.view('accounts/sign-in/first', {
      language,
      title,
      name: values.name,
      email: values.email,
      ...describeProblems(reply, problems, language),
    });
  }

  async function showLink(
    request: FastifyRequest,
    reply: FastifyReply,
    link: SignInLink,
    problems: Problem[] = [],
  ) {
    const { purpose } = link;
    const account = await findAccount(app.db, link.accountId!);
    const language = request.chosenLanguage ?? account.language;
    const title = accountTexts(language)(`accounts.link.${purpose === 'invite' ? 'invite' : 'signIn'}.title`);
    return reply.view('accounts/sign-in/link', {
      language,
      title,
      name: account.name,
      email: account.email,
      isInvitation: purpose === 'invite',
      inviter: purpose === 'invite' ? (await findInviter(app.db, account.id))?.name : undefined,
      roleName: deskTexts(language)(`desk.roleNames.${account.role}`),
      municipality: account.municipality?.name,
      networks: account.networks.map(({ name }) => name).join(', '),
      needsPassword: needsPassword(link),
      provider: app.config.oidc?.name,
      canMail: app.config.smtpUrl !== undefined,
      isRefused: problems.length > 0,
      ...describeProblems(reply, problems, language),
    });
  }
}

/** The frame of a page before signing in, with the sentences of what is wrong. */
function describeProblems(reply: FastifyReply, problems: Problem[], language: Language) {
  if (problems.length > 0) reply.code(422);
  return {
    desk: {},
    problems: problems.length > 0 ? labelFaults(refuseProblems(problems).faults(language), language) : [],
  };
}
