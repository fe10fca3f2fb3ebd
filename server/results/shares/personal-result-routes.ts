/**
 * The result behind a personal link, once its round has closed: what everybody with a link of the coordinator reads, for as
 * long as such a link works.
 */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Language } from '../../../survey/texts.ts';
import { findRound } from '../../rounds/rounds.ts';
import { notFound } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { replyPdf } from '../../web/send-pdf.ts';
import { addResultPages, listResultPages } from '../result-pages.ts';
import { nameDocument, printWanted, renderWanted, replyFactsheet } from '../send-factsheet.ts';
import { findSharedResult } from './shares.ts';
import { showOverview } from './show-overview.ts';

const link = {
  schema: { params: Type.Object({ token: Type.String() }) },
  config: { afterClosing: true as const },
};

/** Opens a personal link, or throws the refusal of one that opens nothing. */
type OpenLink = (
  request: FastifyRequest<{ Params: { token: string } }>,
) => Promise<{ invitation: { roundId: string; closedAt: Date | null }; language: Language }>;

/** With the opener of the questionnaire, so that wrong links count together. */
export function addPersonalResultRoutes(app: App, openLink: OpenLink): void {
  async function openResult(request: Parameters<OpenLink>[0]) {
    const { invitation, language } = await openLink(request);
    const { roundId, closedAt } = invitation;
    const scope = closedAt ? await findSharedResult(app.db, roundId) : undefined;
    if (!scope) throw notFound();
    return { scope, wanted: { round: await findRound(app.db, roundId), partner: null, language } };
  }

  app.get('/invitations/:token/result', link, async (request, reply) => {
    const { scope, wanted } = await openResult(request);
    if (scope === 'overview') return showOverview(app, reply, wanted);
    const pages = listResultPages(`/invitations/${request.params.token}/result`);
    return replyFactsheet(reply, await renderWanted(app, { ...wanted, pages }));
  });

  addResultPages(app, {
    page: '/invitations/:token/result',
    open: async (request) => {
      const { scope, wanted } = await openResult(request);
      if (scope !== 'factsheet') throw notFound();
      return wanted;
    },
    config: link.config,
  });

  app.get('/invitations/:token/result.pdf', link, async (request, reply) => {
    const { scope, wanted } = await openResult(request);
    if (scope !== 'factsheet') throw notFound();
    return replyPdf(reply, nameDocument(wanted), await printWanted(app, reply, wanted));
  });
}
