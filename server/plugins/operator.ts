/**
 * The access check of the API, in one place: until there are accounts the operator's key opens all of it, and
 * nothing of it is open without. It runs before a request is looked at, so that who has no key learns nothing:
 * not which things exist, and not which fields they have.
 */
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import { checkKey } from '../queries/operator-keys.ts';
import { Refusal } from '../refusal.ts';

/** Guards every route of the scope that registers it. */
export const operator = plugin(async (app: FastifyInstance) => {
  const countWrong = app.createRateLimit({ max: 30, timeWindow: '1 minute' });
  app.addHook('onRequest', async (request, reply) => {
    const key = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
    if (key !== undefined && (await checkKey(app.db, key))) return;
    const limit = await countWrong(request);
    if (!limit.isAllowed && limit.isExceeded) {
      throw new Refusal(429, 'tooManyRequests', { seconds: limit.ttlInSeconds });
    }
    reply.header('www-authenticate', 'Bearer');
    throw new Refusal(401, 'keyNeeded');
  });
});
