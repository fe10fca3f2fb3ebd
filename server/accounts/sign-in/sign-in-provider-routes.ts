/**
 * Signing in at the OpenID provider of a municipality. Coming back shows a page whose button (pressed by a script
 * where there is one) signs in, because a GET changes nothing here.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { addLine } from '../../log/lines.ts';
import type { Action } from '../../text/page-texts.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { isDeskPath } from '../../web/kept-form.ts';
import { limitByMinute } from '../../web/limit-wrong-links.ts';
import { enterSession } from '../session-cookie.ts';
import { accountTexts } from '../texts.ts';
import { createProvider, minutesAway } from './oidc.ts';
import { acceptClaims } from './provider-accounts.ts';
import { readClaims } from './read-claims.ts';
import { showSignIn } from './show-sign-in.ts';

const path = '/sign-in/provider/return';
const config = { knownOrigin: true };
const query = Type.Object({ to: Type.Optional(Type.String({ maxLength: 4000 })) });
const body = Type.Object({ query: Type.String({ maxLength: 8000 }) });

/** Only registered when the settings name a provider. */
export async function signInProviderRoutes(app: App) {
  const { oidc, publicUrl } = app.config;
  if (!oidc) return;
  const isSecure = publicUrl.startsWith('https:');
  const cookieName = isSecure ? '__Host-provider' : 'provider';
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const;
  const provider = createProvider({
    oidc,
    returnUrl: publicUrl + path,
    key: app.linkKey,
    onError: (error) => app.log.warn({ err: error }, 'the OpenID provider'),
  });
  const countVisitor = limitByMinute(app, 30);
  /** A refusal stands on the sign-in page, where one can go on in another way. */
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
      const departure = await provider.depart(isDeskPath(to) ? to : '/desk');
      reply.setCookie(cookieName, departure.cookie, { ...cookie, maxAge: minutesAway * 60 });
      return reply.redirect(departure.url, 303);
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

  app.post(path, { config, schema: { body } }, async (request, reply) => {
    await countVisitor(request);
    reply.clearCookie(cookieName, cookie);
    try {
      const { claims, to } = await provider.receive(request.body.query, request.cookies[cookieName]);
      const language = request.chosenLanguage ?? 'nl';
      const { id, change } = await acceptClaims(app.db, readClaims(claims, oidc), language);
      await enterSession(app, request, reply, id);
      const log = (action: Action) =>
        addLine(app.db, { kind: 'account', accountId: id }, { action, thingId: id });
      if (change === 'made') await log('accounts.madeByProvider');
      if (change === 'role') await log('accounts.roleByProvider');
      await log('accounts.signedInByProvider');
      return reply.redirect(to, 303);
    } catch (error) {
      return showRefusal(request, reply, error);
    }
  });
}
