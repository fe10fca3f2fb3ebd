/**
 * Results behind a share's link: no key, only the token. A link that was withdrawn and one that never was look
 * the same, and so does the PDF of a share that has none.
 */

import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { findRound } from '../../rounds/rounds.ts';
import { printMap, sendMapPage } from '../../social-map/send-social-map.ts';
import { notFound } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { languageBehindLink } from '../../web/language.ts';
import { limitWrongLinks } from '../../web/limit-visitors.ts';
import { replyPdf } from '../../web/send-pdf.ts';
import { addResultPages, listResultPages } from '../result-pages.ts';
import { nameDocument, printWanted, renderWanted, replyFactsheet } from '../send-factsheet.ts';
import { findShare, type OpenedShare } from './shares.ts';
import { showOverview } from './show-overview.ts';

const params = Type.Object({ token: Type.String() });

export async function sharedResultRoutes(app: App) {
  const refuseLink = limitWrongLinks(app, 'share');

  /** The one access check of shared results. Only wrong links count for the limit, good ones always open. */
  async function openShare(request: FastifyRequest, token: string): Promise<OpenedShare> {
    const share = await findShare(app.db, token);
    if (share) return share;
    return refuseLink(request);
  }

  app.get('/shares/:token', { schema: { params } }, async (request, reply) => {
    const { roundId, scope, partner, language: own } = await openShare(request, request.params.token);
    const round = await findRound(app.db, roundId);
    const language = languageBehindLink(request, own) ?? round.language;
    if (scope === 'social-map') {
      const page = `/shares/${request.params.token}`;
      const links = { page, pdf: `${page}/social-map.pdf` };
      return sendMapPage(app, reply, { networkId: round.network.id, language, links });
    }
    if (scope !== 'overview') {
      const pages = scope === 'factsheet' ? listResultPages(`/shares/${request.params.token}`) : undefined;
      return replyFactsheet(reply, await renderWanted(app, { round, partner, language, pages }));
    }
    return showOverview(app, reply, { round, language });
  });

  app.get('/shares/:token/factsheet.pdf', { schema: { params } }, async (request, reply) => {
    const { roundId, scope, partner, language: own } = await openShare(request, request.params.token);
    if (scope === 'overview' || scope === 'social-map') throw notFound();
    const round = await findRound(app.db, roundId);
    const wanted = { round, partner, language: languageBehindLink(request, own) ?? round.language };
    return replyPdf(reply, nameDocument(wanted), await printWanted(app, reply, wanted));
  });

  // For who may read the factsheet of the network: an overview shows less, a mirror something else.
  addResultPages(app, {
    page: '/shares/:token',
    open: async (request) => {
      const { roundId, scope, language } = await openShare(request, request.params.token);
      if (scope !== 'factsheet') throw notFound();
      const round = await findRound(app.db, roundId);
      return { round, language: languageBehindLink(request, language) ?? round.language };
    },
  });

  app.get('/shares/:token/social-map.pdf', { schema: { params } }, async (request, reply) => {
    const { roundId, scope, language: own } = await openShare(request, request.params.token);
    if (scope !== 'social-map') throw notFound();
    const { network, language } = await findRound(app.db, roundId);
    const wanted = { networkId: network.id, language: languageBehindLink(request, own) ?? language };
    const { name, pdf } = await printMap(app, reply, wanted);
    return replyPdf(reply, name, pdf);
  });
}
