/**
 * The language of the visitor: what the address asks for (`?lang=en`), else the cookie that keeps an earlier
 * choice on this device, else undefined, and then the round's language or Dutch. Reading a page stores nothing
 * on the server: the cookie is the visitor's own.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import { isLanguage, type Language } from '../../survey/texts.ts';
import { describeCookie } from './cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What this visitor chose, if anything. */
    chosenLanguage: Language | undefined;
  }
}

export const visitorLanguage = plugin(async (app: FastifyInstance) => {
  app.decorateRequest('chosenLanguage', undefined);
  app.addHook('onRequest', async (request, reply) => {
    const asked = (request.query as Record<string, unknown>)?.lang;
    if (isLanguage(asked)) chooseLanguage(request, reply, asked);
    else if (isLanguage(request.cookies.language)) request.chosenLanguage = request.cookies.language;
  });
});

/** The visitor chooses a language, for this answer and for the next visits on this device. */
export function chooseLanguage(request: FastifyRequest, reply: FastifyReply, language: Language): void {
  reply.setCookie('language', language, {
    ...describeCookie(request.server.config),
    maxAge: 365 * 24 * 3600,
  });
  request.chosenLanguage = language;
}
