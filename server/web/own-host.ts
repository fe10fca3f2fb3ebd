/**
 * With PUBLIC_URL set, the server answers under that name alone: a page that another name leads to could be shown as
 * somebody else's, and what a cache or a browser keeps of it would belong to that name. On the machine itself it also
 * answers to the names of the machine, and whoever watches over it asks under any name: nothing there depends on it.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import { Refusal } from '../text/refusal.ts';

const watched = ['/health/live', '/health/ready', '/metrics'];

export const ownHost = plugin(async (app: FastifyInstance) => {
  const { publicUrl, ownHost: own } = app.config;
  if (own === undefined) return;
  const { protocol } = new URL(publicUrl);
  app.addHook('onRequest', async (request) => {
    if (watched.includes(request.routeOptions.url ?? '')) return;
    // Proxies often leave the port out.
    const address = URL.parse(`${protocol}//${request.host}`);
    if (address?.hostname === own || (address && isOwnMachine(address, request))) return;
    throw new Refusal(421, 'otherHost', { url: publicUrl });
  });
});

function isOwnMachine({ hostname }: URL, { ip }: FastifyRequest): boolean {
  const isLocal = (name: string) => /^(localhost|127(\.\d+){3}|\[?::1\]?|::ffff:127(\.\d+){3})$/.test(name);
  return isLocal(hostname) && isLocal(ip);
}
