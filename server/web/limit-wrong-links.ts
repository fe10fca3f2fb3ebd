/**
 * How often something may be tried, by the address of the visitor. Of links and keys only the wrong ones count: a good
 * one is never held up by the mistakes of others.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { notFound, Refusal } from '../text/refusal.ts';

/** Makes a counter of its own: it counts a request, and refuses it when there were more than `max` in a minute. */
export function limitByMinute(app: FastifyInstance, max: number): (request: FastifyRequest) => Promise<void> {
  const count = app.createRateLimit({ max, timeWindow: '1 minute' });
  return async (request) => {
    const limit = await count(request);
    if (!limit.isAllowed && limit.isExceeded) throw refuseTooMany(limit.ttlInSeconds);
  };
}

/** Makes a counter of wrong links or keys: what it gives counts one and refuses it, or says to wait. */
export function limitWrongLinks(
  app: FastifyInstance,
): (request: FastifyRequest, refusal?: Refusal) => Promise<never> {
  const count = limitByMinute(app, 30);
  return async (request, refusal = notFound()) => {
    await count(request);
    throw refusal;
  };
}

/** Refuses what was tried too often. */
export function refuseTooMany(seconds: number): Refusal {
  return new Refusal(429, 'tooManyRequests', { seconds });
}
