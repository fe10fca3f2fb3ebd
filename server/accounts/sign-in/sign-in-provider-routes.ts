/**
 * Signing in at the OpenID provider of a municipality. Coming back shows a page whose button (pressed by a script
 * where there is one) signs in, because a GET changes nothing here.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { describeBrowser, readSessionToken, setSessionCookie } from '../../access/session-cookie.ts';
import { findSession } from '../../access/sessions.ts';
import { actAs } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import { describeCookie } from '../../web/cookie.ts';
import type { App } from '../../web/fastify.ts';
import { isDeskPath } from '../../web/kept-form.ts';
import { limitVisitors, readAddress } from '../../web/limit-visitors.ts';
import { accountTexts } from '../texts.ts';
import { createProvider, maxMinutesAtProvider } from './oidc.ts';
import { readClaims } from './read-claims.ts';
import { showSignIn } from './show-sign-in.ts';
import { signInByProvider } from './sign-in-by-provider.ts';

declare module '../../web/views.ts' {
  interface Views {
    'accounts/sign-in/provider-return': { name: string; query: string };
  }
}

const path = '/sign-in/provider/return';
const config = { knownOrigin: true };
const query = Type.Object({ to: Type.Optional(Type.String({ maxLength: 4000 })) });
const body = Type.Object({ query: Type.String({ maxLength: 8000 }) });

/** Only registered when the settings name a provider. */
export async function signInProviderRoutes(app: App) {
  const { oidc, publicUrl } = app.config;
  if (!oidc) return;
  const cookieName = publicUrl.startsWith('https:') ? '__Host-provider' : 'provider';
  const cookie = describeCookie(app.config);
  const provider = createProvider({
    oidc,
    returnUrl: publicUrl + path,
    key: app.linkKey,
    onError: (error) => app.log.warn({ err: error }, 'the OpenID provider'),
  });
  const countVisitor = limitVisitors(app, 'sign-in-provider', 30);
  /** A refusal is shown on the sign-in page, where another way to sign in can be chosen. */
  function showRefusal(request: FastifyRequest, reply: FastifyReply, error: unknown) {
    if (!(error instanceof Refusal) || error.statusCode === 429) throw error;
    const sentence = error.sentence(request.chosenLanguage ?? 'nl');
    return showSignIn(app.config, request, reply.code(error.statusCode), {
      problems: [{ where: '', sentence }],
    });
  }

  app.get('/sign-in/provider', { config, schema: { querystring: query } }, async (request, reply) => {
    await countVisitor(request);
    const { to } = request.query;
    try {
      const pending = await provider.depart(isDeskPath(to) ? to : '/desk');
      reply.setCookie(cookieName, pending.cookie, { ...cookie, maxAge: maxMinutesAtProvider * 60 });
      return reply.redirect(pending.url, 303);
    } catch (error) {
      return showRefusal(request, reply, error);
    }
  });

  app.get(path, { config }, (request, reply) => {
    const language = request.chosenLanguage ?? 'nl';
    return reply.view('accounts/sign-in/provider-return', {
      language,
      title: accountTexts(language)('accounts.provider.title'),
      desk: { fixedLanguage: true },
      script: 'press-at-once.js',
      name: oidc.name,
      query: request.url.split('?').slice(1).join('?'),
    });
  });

  app.post(path, { config, schema: { body }, onRequest: countVisitor }, async (request, reply) => {
    reply.clearCookie(cookieName, cookie);
    try {
      const { claims, to } = await provider.receive(request.body.query, request.cookies[cookieName]);
      const language = request.chosenLanguage ?? 'nl';
      const acting = actAs(app, { kind: 'visitor' }, readAddress(request.ip));
      const browser = describeBrowser(app.config, request);
      const token = await signInByProvider(acting, readClaims(claims, oidc), language, browser);
      setSessionCookie(app.config, reply, token);
      return reply.redirect(to, 303);
    } catch (error) {
      // Back in the browser after signing in: what was asked for then is done.
      const isOver = error instanceof Refusal && error.code === 'providerTooLate';
      const session = readSessionToken(app.config, request);
      if (isOver && session && (await findSession(app.db, session))) return reply.redirect('/desk', 303);
      return showRefusal(request, reply, error);
    }
  });
}
