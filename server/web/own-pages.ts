/**
 * A form that a page of another site sends is refused: without a session there is no token that would show where it
 * came from. The browser says it (`Sec-Fetch-Site`, `Origin`); a program that is no browser says nothing and passes.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import { Refusal } from '../text/refusal.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Sees to it that the browser tells where a form came from, and refuses one that hides it. */
    knownOrigin?: boolean;
  }
}

/** own: one of our pages, or no browser. hidden: the browser does not say. */
type Sender = 'own' | 'foreign' | 'hidden';

export const ownPages = plugin(async (app: FastifyInstance) => {
  app.addHook('onRequest', async (request, reply) => {
    const needsOrigin =
      request.routeOptions.config.knownOrigin || request.routeOptions.config.desk !== undefined;
    // Without an origin in the Referer a browser hides the Origin too. The path, which may hold a token, stays here.
    if (needsOrigin) reply.header('referrer-policy', 'strict-origin');
    if (request.method === 'GET' || request.method === 'HEAD' || request.url.startsWith('/api/')) return;
    const sender = findSender(request, new URL(app.config.publicUrl).host);
    if (sender === 'foreign' || (sender === 'hidden' && needsOrigin)) throw new Refusal(403, 'foreignForm');
  });
});

function findSender(request: FastifyRequest, publicHost: string): Sender {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'own' : 'foreign';
  const { origin } = request.headers;
  if (origin === undefined) return 'own';
  if (origin === 'null') return 'hidden';
  const host = URL.canParse(origin) ? new URL(origin).host : undefined;
  return host === request.host || host === publicHost ? 'own' : 'foreign';
}
