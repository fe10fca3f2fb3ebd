/**
 * The access check of the API, in one place: the operator's key opens all of it, and nothing of it is open without.
 * It runs before a request is looked at, so that a caller without a key is told nothing: not which things exist, and
 * not which fields they have. What a program downloads is logged here; what it changes, in the use case that it calls.
 */
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import { actAs, requireUseCase } from '../log/act.ts';
import { addLine } from '../log/lines.ts';
import type { Action } from '../text/page-texts.ts';
import { Refusal } from '../text/refusal.ts';
import { limitWrongLinks } from '../web/limit-visitors.ts';
import { checkKey } from './operator-keys.ts';

/** What the log calls a download. */
const downloads: Readonly<Record<string, Action>> = {
  'GET /api/rounds/:round/scores': 'results.scoresDownloaded',
  'GET /api/rounds/:round/factsheet': 'results.factsheetDownloaded',
  'GET /api/rounds/:round/factsheet.pdf': 'results.factsheetDownloaded',
};

/** Guards every route of the scope that registers it. */
export const operator = plugin(async (app: FastifyInstance) => {
  const refuseKey = limitWrongLinks(app, 'api-key');
  app.addHook('onRequest', async (request, reply) => {
    const key = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
    if (key !== undefined && (await checkKey(app.db, key))) {
      request.acting = actAs(app, { kind: 'key' });
      return;
    }
    reply.header('www-authenticate', 'Bearer');
    await refuseKey(request, new Refusal(401, 'keyNeeded'));
  });

  app.addHook('onSend', async (request, reply) => {
    if (!request.acting || reply.statusCode >= 400) return;
    const { method, routeOptions } = request;
    const route = `${method} ${routeOptions.url}`;
    const action = downloads[route];
    if (action) {
      const { round: roundId } = request.params as { round: string };
      await addLine(app.db, request.acting.actor, { action, roundId });
    } else if (method !== 'GET' && method !== 'HEAD') {
      requireUseCase(request.acting, route);
    }
  });
});
