/**
 * How often something may be tried, by the address of the visitor. Of links and keys only the wrong ones count: a good
 * one is never held up by the mistakes of others.
 */
import { isIPv4, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Attempt, countAttempt } from '../database/attempts.ts';
import { notFound, type Refusal } from '../text/refusal.ts';

type Counting = Pick<FastifyInstance, 'db' | 'linkKey'>;

/** What wrong links and keys are counted by: each kind apart. */
export type LinkKind =
  | 'personal-link'
  | 'share'
  | 'choosing'
  | 'agreement'
  | 'own-data'
  | 'unsubscribe'
  | 'sign-in-link'
  | 'api-key';

/** Counts a request of a visitor before anything is looked up; refuses it when there were `max` in a minute. */
export function limitVisitors(
  app: Counting,
  kind: string,
  max: number,
): (request: FastifyRequest) => Promise<Attempt> {
  return (request) => countAttempt(app, { kind, max, seconds: 60 }, nameVisitor(request.ip));
}

/** Makes a counter of wrong links or keys: what it gives counts one and refuses it, or says to wait. */
export function limitWrongLinks(
  app: Counting,
  kind: LinkKind,
): (request: FastifyRequest, refusal?: Refusal) => Promise<never> {
  const count = limitVisitors(app, `wrong-${kind}`, 30);
  return async (request, refusal = notFound()) => {
    await count(request);
    throw refusal;
  };
}

/** The address of a visitor. Some proxies write the port behind it. */
export function readAddress(ip: string): string {
  const address = ip.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1').replace(/^\[([^\]]*)\](:\d+)?$/, '$1');
  return address.replace(/^::ffff:(?=\d+\.)/i, '').slice(0, 100);
}

/**
 * Who counts as one visitor: an IPv4 address, or the /64 of an IPv6 address, because whoever has one address there has
 * all of them.
 */
export function nameVisitor(ip: string): string {
  const address = readAddress(ip);
  if (isIPv4(address) || !isIPv6(address)) return address;
  const groups = listGroups(address);
  const [sixth, high, low] = [groups[5], Number.parseInt(groups[6]!, 16), Number.parseInt(groups[7]!, 16)];
  if (groups.slice(0, 5).every((group) => group === '0') && sixth === 'ffff') {
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, written as the URL standard writes them. */
function listGroups(address: string): string[] {
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, '')}]`);
  const [head, tail] = hostname
    .slice(1, -1)
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== '')) as [string[], string[]?];
  if (!tail) return head;
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
}
