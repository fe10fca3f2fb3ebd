/**
 * The access check of the API, in one place: the operator's key opens all of it, and nothing of it is open without.
 * It runs before a request is looked at, so that who has no key learns nothing: not which things exist, and not
 * which fields they have. What a program changes or takes along is logged, as what people do is.
 */
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import { addAuditLine } from '../log/audit.ts';
import { findPlace } from '../log/places.ts';
import { Refusal } from '../text/refusal.ts';
import { checkKey } from './operator-keys.ts';

/** What the log calls a change or a download by the API. A change that is missing here is `desk.apiChanged`. */
export const apiActions: Readonly<Record<string, string>> = {
  'POST /api/networks': 'desk.apiNetworkAdded',
  'PUT /api/networks/:network/partners': 'desk.apiPartnersImported',
  'POST /api/networks/:network/rounds': 'desk.apiRoundOpened',
  'PUT /api/rounds/:round/closure': 'desk.apiRoundClosed',
  'POST /api/rounds/:round/invitations': 'desk.apiInvited',
  'PUT /api/invitations/:invitation/link': 'desk.apiLinkRenewed',
  'PUT /api/invitations/:invitation/revocation': 'desk.apiInvitationRevoked',
  'POST /api/rounds/:round/shares': 'desk.apiShareAdded',
  'PUT /api/shares/:share/revocation': 'desk.apiShareRevoked',
  'GET /api/rounds/:round/scores': 'desk.apiScoresRead',
  'GET /api/rounds/:round/factsheet': 'desk.apiFactsheetRead',
  'GET /api/rounds/:round/factsheet.pdf': 'desk.apiFactsheetRead',
};

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

  app.addHook('onSend', async (request, reply) => {
    const { method, routeOptions } = request;
    const named = apiActions[`${method} ${routeOptions.url}`];
    const action = named ?? (method === 'GET' || method === 'HEAD' ? undefined : 'desk.apiChanged');
    if (!action || reply.statusCode >= 400) return;
    const place = await findPlace(app.db, request.params as Record<string, string>);
    const known = place === 'none' ? undefined : place;
    await addAuditLine(app.db, {
      actor: 'key',
      action,
      municipalityId: known?.municipalityId ?? null,
      networkId: known?.networkId ?? null,
      roundId: known?.round?.id ?? null,
    });
  });
});
