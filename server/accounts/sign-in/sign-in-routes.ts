/**
 * Signing in with a password, or asking for a link by mail. Nothing shows whether an account exists: not the words,
 * not the status, not the time that it takes.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { describeBrowser, readSessionToken, setSessionCookie } from '../../access/session-cookie.ts';
import { findHalfSession, findSession } from '../../access/sessions.ts';
import type { Attempt } from '../../database/attempts.ts';
import { actAs } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { isDeskPath, readKeptForm } from '../../web/kept-form.ts';
import { readAddress } from '../../web/limit-visitors.ts';
import { keptFormLimits } from '../../web/limits.ts';
import { logRefusal } from '../../web/log-refusal.ts';
import { findAccountByEmail } from '../accounts.ts';
import { isPassword } from '../password.ts';
import { showSecondStep } from '../second-step/show-second-step.ts';
import { mailSignInLink } from './mail-sign-in-link.ts';
import { showKeptForm, showSignIn } from './show-sign-in.ts';
import { signIn } from './sign-in.ts';
import { createSignInLimits } from './sign-in-limits.ts';

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));
const query = Type.Object({ to: text(4000), done: text(40) });
const body = Type.Object({ email: text(1000), password: text(5000), to: text(4000), kept: text(600_000) });
const bodyLimit = keptFormLimits.signInBodyBytes;
const config = { knownOrigin: true };

export async function signInRoutes(app: App) {
  const limits = createSignInLimits(app);
  const visits = new WeakMap<FastifyRequest, Attempt>();
  // Before the body is read.
  const onRequest = async (request: FastifyRequest) => {
    visits.set(request, await limits.countVisitor(request));
  };
  const counted = { config, bodyLimit, schema: { body }, onRequest };
  const underway = new Set<Promise<void>>();
  app.addHook('preClose', async () => {
    await Promise.allSettled(underway);
  });

  const findCurrentSession = async (request: FastifyRequest) => {
    const token = readSessionToken(app.config, request);
    return token === undefined ? undefined : findSession(app.db, token);
  };

  app.get('/sign-in', { config, schema: { querystring: query } }, async (request, reply) => {
    const { to, done } = request.query;
    if (await findCurrentSession(request)) return reply.redirect(isDeskPath(to) ? to : '/desk', 303);
    return showSignIn(app.config, request, reply, {
      to,
      notice: done === 'signedOut' ? 'signedOut' : undefined,
    });
  });

  app.post('/sign-in', counted, async (request, reply) => {
    const { email = '', password = '', to, kept } = request.body;
    return showRefused(request, reply, async () => {
      const account = await findAccountByEmail(app.db, email);
      const visitor = actAs(app, { kind: 'visitor', accountId: account?.id }, readAddress(request.ip));
      const tried = await limits.countPassword(request, { email, accountId: account?.id });
      const isRight = await isPassword(account?.isOpen ? account.passwordHash : undefined, password);
      if (!isRight || !account) {
        await logRefusal(visitor, { action: 'accounts.signInFailed', refusal: 'wrongSignIn' });
        throw new Refusal(401, 'wrongSignIn');
      }
      const browser = describeBrowser(app.config, request);
      const { id, passwordHash } = account;
      const entered = await signIn(visitor, { id, passwordHash }, { action: 'accounts.signedIn' }, browser);
      await Promise.all([visits.get(request)!.forgive(), tried.forgive()]);
      const { token, waitsFor } = entered;
      // Who knows the password alone is a stranger still.
      if (waitsFor === null) limits.remember(reply, id);
      setSessionCookie(app.config, reply, token);
      const form = readKeptForm(kept);
      if (waitsFor !== null) {
        const half = (await findHalfSession(app.db, token))!;
        return showSecondStep(app, request, reply, half, { to, kept: form });
      }
      if (form) return showKeptForm(request, reply, (await findSession(app.db, token))!, form);
      return reply.redirect(isDeskPath(to) ? to : '/desk', 303);
    });
  });

  app.post('/sign-in/mail', counted, async (request, reply) => {
    const { email = '', to, kept } = request.body;
    return showRefused(request, reply, async () => {
      if (!app.config.smtpUrl) throw new Refusal(409, 'noMailServer');
      const account = await findAccountByEmail(app.db, email);
      // Also when nobody has this address: a refusal tells nothing.
      await limits.countMail(request, { email, accountId: account?.id });
      // After the answer is given, so that the time does not tell whether there is an account.
      const work = new Promise((resolve) => setImmediate(resolve))
        .then(() => mailSignInLink(actAs(app, { kind: 'visitor' }, readAddress(request.ip)), email))
        .catch((error: unknown) => request.log.error({ err: error }, 'a sign-in link was not made'))
        .finally(() => underway.delete(work));
      underway.add(work);
      const form = readKeptForm(kept);
      return showSignIn(app.config, request, reply, { email, to, kept: form, notice: 'mailed' });
    });
  });

  /** Signed in meanwhile, in another window: the form that came too late can be sent now. */
  app.post('/sign-in/kept', { config, bodyLimit, schema: { body } }, (request, reply) =>
    showKept(request, reply, request.body.kept),
  );

  /** Signs in, or shows the sentence above the form, with all that has to survive it. */
  async function showRefused(
    request: FastifyRequest<{ Body: { email?: string; to?: string; kept?: string } }>,
    reply: FastifyReply,
    act: () => Promise<unknown>,
  ) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { email = '', to, kept } = request.body;
      const problems = [{ where: '', sentence: error.sentence(request.chosenLanguage ?? 'nl') }];
      if (error.statusCode === 429) reply.header('retry-after', error.values.seconds);
      const page = { email, to, kept: readKeptForm(kept), problems };
      return showSignIn(app.config, request, reply.code(error.statusCode), page);
    }
  }

  async function showKept(request: FastifyRequest, reply: FastifyReply, text: string | undefined) {
    const [session, kept] = [await findCurrentSession(request), readKeptForm(text)];
    if (!kept) return reply.redirect('/desk', 303);
    if (session) return showKeptForm(request, reply, session, kept);
    return showSignIn(app.config, request, reply.code(401), { kept, notice: 'stillOut' });
  }
}
