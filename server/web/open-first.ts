/** What a link in an address opens is looked up before the body of the request is read: a wrong link costs one query. */
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Every route of this scope goes through `open`, which refuses a link that opens nothing. Gives what the link of a request
 * opened.
 */
export function openFirst<Opened extends object>(
  app: FastifyInstance,
  open: (request: FastifyRequest<{ Params: { token: string } }>) => Promise<Opened>,
): (request: FastifyRequest) => Opened {
  const opened = new WeakMap<FastifyRequest, Opened>();
  app.addHook<{ Params: { token: string } }>('onRequest', async (request) => {
    opened.set(request, await open(request));
  });
  return (request) => opened.get(request)!;
}
