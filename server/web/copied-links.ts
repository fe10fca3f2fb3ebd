/**
 * A personal link as people copy it: with the full stop of its sentence, a bracket, a quotation mark or a space behind
 * it. It leads to the link itself, also when that does not work: so nothing is told.
 */
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';

const link = /^(\/(?:invitations|shares|own-data|unsubscribe|sign-in|first)\/[\w-]{22})([^?#]+)(.*)$/;
/** No letter, digit or line: a token has nothing else, and a page below it begins with a letter. */
const behind = /^[^\p{L}\p{N}_-]+$/u;

/** The address without what was copied along; undefined when there is nothing of that kind. */
function tidyCopiedLink(address: string): string | undefined {
  const [, own, rest, query] = link.exec(address) ?? [];
  return own !== undefined && behind.test(decodeURIComponent(rest!)) ? `${own}${query}` : undefined;
}

/** Before `checkRequests`, which finds no route for some; `checkAddress` left only addresses that can be read. */
export const copiedLinks = plugin(async (app: FastifyInstance) => {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return;
    const address = tidyCopiedLink(request.url);
    if (address !== undefined) return reply.header('cache-control', 'no-store').redirect(address);
  });
});
