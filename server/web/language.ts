/**
 * The language of the visitor: what the address asks for (`?lang=en`), else the cookie that keeps an earlier
 * choice on this device, else undefined, and then the round's language or Dutch. Reading a page stores nothing
 * on the server: the cookie is the visitor's own.
 *
 * Behind a link that was sent to somebody (`/invitations/TOKEN`) the language of that person goes before what this
 * browser chose elsewhere; only a choice behind this same link goes before both.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import { isLanguage, type Language } from '../../survey/texts.ts';
import { describeCookie } from './cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What this visitor chose, if anything. */
    chosenLanguage: Language | undefined;
    /** What this visitor chose behind the link in the address, if anything. */
    linkLanguage: Language | undefined;
  }
}

export const visitorLanguage = plugin(async (app: FastifyInstance) => {
  app.decorateRequest('chosenLanguage', undefined);
  app.decorateRequest('linkLanguage', undefined);
  app.addHook('onRequest', async (request, reply) => {
    const { 'link-language': ofLink, language } = request.cookies;
    const asked = (request.query as Record<string, unknown>)?.lang;
    if (isLanguage(asked)) return chooseLanguage(request, reply, asked);
    if (isLanguage(language)) request.chosenLanguage = language;
    if (findLinkPath(request) !== undefined && isLanguage(ofLink)) request.linkLanguage = ofLink;
  });
});

/** The visitor chooses a language, for this answer and for the next visits on this device. */
export function chooseLanguage(request: FastifyRequest, reply: FastifyReply, language: Language): void {
  const cookie = { ...describeCookie(request.server.config), maxAge: 365 * 24 * 3600 };
  reply.setCookie('language', language, cookie);
  request.chosenLanguage = language;
  const path = findLinkPath(request);
  if (path === undefined) return;
  reply.setCookie('link-language', language, { ...cookie, path });
  request.linkLanguage = language;
}

/**
 * The language of a page behind a link, as far as somebody chose one; also that of what is refused there. `own`: of the
 * person to whom the link was sent.
 */
export function languageBehindLink(request: FastifyRequest, own: Language | null): Language | undefined {
  request.chosenLanguage = request.linkLanguage ?? own ?? request.chosenLanguage;
  return request.chosenLanguage;
}

/** The address up to and with the token of a link; undefined when there is none in it. */
function findLinkPath({ params, url }: FastifyRequest): string | undefined {
  const token = (params as { token?: string } | undefined)?.token;
  const start = token ? url.indexOf(`/${token}`) : -1;
  return start < 0 ? undefined : url.slice(0, start + 1 + token!.length);
}
