/** Shares in the API: make a link to a result, list the links, withdraw one. */
import { Type } from 'typebox';
import {
  Id,
  noContent,
  refusal,
  roundParams,
  shareParams,
  TextOrNull,
  Time,
  TimeOrNull,
} from '../../web/api/shapes.ts';
import type { App } from '../../web/fastify.ts';
import { linkShare, scopes } from '../../web/link-share.ts';
import { revokeShare } from './revoke-share.ts';
import { shareResult } from './share-result.ts';
import { listShares } from './shares.ts';

const tags = ['Shares'];

export async function shareRoutes(app: App) {
  app.post(
    '/rounds/:round/shares',
    {
      schema: {
        tags,
        summary: 'Share a result by a link',
        description:
          'Who has the link reads the result without a key, until it ends or you withdraw it. The link is given only now: ' +
          'the server keeps no copy. Scope partner is for that partner alone: pass it on and keep no copy. The ' +
          'server can not stop you from opening it first, because it gives the link to you.',
        params: roundParams,
        body: Type.Object(
          {
            scope: Type.Enum([...scopes], {
              description:
                'overview: a page with the scores of the network and who has answered. factsheet: the factsheet ' +
                'of the network. partner: the factsheet of one partner. social-map: what the partners of the ' +
                'network say of themselves, as it is on the day that somebody opens it; shows no result.',
            }),
            partner: Type.Optional(
              Type.String({
                maxLength: 200,
                description: 'Only with scope partner: its id in your spreadsheet.',
              }),
            ),
            expiresAt: Type.Optional(
              Type.String({
                format: 'date-time',
                description:
                  'From when it opens nothing; at most 36 months ahead. Without it: twelve months from now.',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          201: Type.Object({
            id: Id,
            expiresAt: Time,
            url: Type.String({ description: 'The page.' }),
            pdf: Type.Optional(Type.String({ description: 'The same as PDF; the overview has none.' })),
          }),
          ...refusal,
        },
      },
    },
    async (request, reply) => {
      const { expiresAt: end, ...share } = request.body;
      const until = end === undefined ? undefined : new Date(end);
      const { round } = request.params;
      const { id, token, expiresAt } = await shareResult(request.acting, round, { ...share, until });
      return reply
        .code(201)
        .send({ id, expiresAt, ...linkShare(request.body.scope, token, app.config.publicUrl) });
    },
  );

  app.get(
    '/rounds/:round/shares',
    {
      schema: {
        tags,
        summary: 'List the shares of a round',
        description: 'Without the links.',
        params: roundParams,
        response: {
          200: Type.Array(
            Type.Object({
              id: Id,
              scope: Type.Enum([...scopes]),
              partner: TextOrNull,
              createdAt: Time,
              revokedAt: TimeOrNull,
              expiresAt: Time,
            }),
          ),
          ...refusal,
        },
      },
    },
    (request) => listShares(app.db, request.params.round),
  );

  app.put(
    '/shares/:share/revocation',
    {
      schema: {
        tags,
        summary: 'Withdraw a share',
        description: 'Its link stops working permanently.',
        params: shareParams,
        response: { 204: noContent, ...refusal },
      },
    },
    async (request, reply) => {
      await revokeShare(request.acting, request.params.share);
      return reply.code(204).send(null);
    },
  );
}
