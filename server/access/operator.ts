/**
 * The access check of the API, in one place: the operator's key opens all of it, and nothing of it is open without.
 * It runs before a request is looked at, so that a caller without a key is told nothing: not which things exist, and
 * not which fields they have. A change that left no line in the log fails.
 */
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import { actAs, requireUseCase } from '../log/act.ts';
import { Refusal } from '../text/refusal.ts';
import { limitWrongLinks, readAddress } from '../web/limit-visitors.ts';
import { logRefusal } from '../web/log-refusal.ts';
import { checkKey } from './operator-keys.ts';

/** Guards every route of the scope that registers it. */
export const operator = plugin(async (app: FastifyInstance) => {
  const refuseKey = limitWrongLinks(app, 'api-key');
  app.addHook('onRequest', async (request, reply) => {
    const key = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
    if (key !== undefined && (await checkKey(app.db, key))) {
      request.acting = actAs(app, { kind: 'key' }, readAddress(request.ip));
      return;
    }
    reply.header('www-authenticate', 'Bearer');
    if (key !== undefined) {
      const visitor = actAs(app, { kind: 'visitor' }, readAddress(request.ip));
      const note = `${request.method} ${request.routeOptions.url}`;
      await logRefusal(visitor, { action: 'desk.refused', refusal: 'keyNeeded', note });
    }
    await refuseKey(request, new Refusal(401, 'keyNeeded'));
  });

  app.addHook('onSend', async (request, reply) => {
    if (!request.acting || reply.statusCode >= 400) return;
    const { method, routeOptions } = request;
    if (method !== 'GET' && method !== 'HEAD')
      requireUseCase(request.acting, `${method} ${routeOptions.url}`);
  });
});
