/**
 * What every request is held to before a route sees it. An address that can't be read or is too long gets our own page of
 * refusal, with all its headers: it may hold a link, so it is neither shown nor logged. What belongs to no route is
 * refused before its body is read. And no text that a database can't store comes further than here.
 */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import { notFound, Refusal } from '../text/refusal.ts';
import { tidyAllCharacters } from '../text/tidy-characters.ts';
import { requestLimits } from './limits.ts';

const refused = new WeakMap<IncomingMessage, Refusal>();
/** An address of no route. */
const nowhere = '/-';

/**
 * Fastify's `rewriteUrl`, which sees an address before it is read. Fastify's own answers to such addresses go past every
 * hook and say the address.
 */
export function checkAddress(request: IncomingMessage): string {
  const address = withoutHost(request.url ?? '');
  const refusal = findFault(address);
  if (!refusal) return address;
  refused.set(request, refusal);
  return nowhere;
}

/** A proxy may send the whole address, with the host in front. */
function withoutHost(address: string): string {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return address;
  const { pathname, search } = new URL(address);
  return pathname + search;
}

function findFault(address: string): Refusal | undefined {
  if (!address.startsWith('/')) return new Refusal(400, 'unreadableAddress');
  const { addressCharacters, pathPartCharacters } = requestLimits;
  if (address.length > addressCharacters) return new Refusal(414, 'addressTooLong');
  const [path] = address.split(/[?#]/, 1) as [string];
  try {
    const isTooLong = path.split('/').some((part) => decodeURIComponent(part).length > pathPartCharacters);
    return isTooLong ? new Refusal(414, 'addressTooLong') : undefined;
  } catch {
    return new Refusal(400, 'unreadableAddress');
  }
}

export const checkRequests = plugin(async (app: FastifyInstance) => {
  app.addHook('onRequest', async (request) => {
    const refusal = refused.get(request.raw);
    if (refusal) throw refusal;
    if (request.is404) throw notFound();
    if (!/%00/.test(request.url)) return;
    request.params = tidyAllCharacters(request.params, requestLimits.jsonDepth);
    request.query = tidyAllCharacters(request.query, requestLimits.jsonDepth);
  });
  app.addHook('preValidation', async (request) => {
    request.body = tidyAllCharacters(request.body, requestLimits.jsonDepth);
  });
});
