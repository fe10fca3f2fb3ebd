/** The social map behind a personal link, for as long as its round is open: partners of the network see each other. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Language } from '../../survey/texts.ts';
import { findRound } from '../rounds/rounds.ts';
import type { App } from '../web/fastify.ts';
import { replyPdf } from '../web/send-pdf.ts';
import { printMap, sendMapPage } from './send-social-map.ts';

const link = { schema: { params: Type.Object({ token: Type.String() }) } };

/** Opens a personal link, or throws the refusal of one that opens nothing. */
type OpenLink = (
  request: FastifyRequest<{ Params: { token: string } }>,
) => Promise<{ invitation: { roundId: string }; language: Language; base: string }>;

/** With the opener of the questionnaire, so that wrong links count together. */
export function addSocialMapRoutes(app: App, openLink: OpenLink): void {
  app.get('/invitations/:token/social-map', link, async (request, reply) => {
    const { invitation, language, base } = await openLink(request);
    const { network } = await findRound(app.db, invitation.roundId);
    const links = { page: `${base}/social-map`, pdf: `${base}/social-map.pdf`, back: base };
    return sendMapPage(app, reply, { networkId: network.id, language, links });
  });

  app.get('/invitations/:token/social-map.pdf', link, async (request, reply) => {
    const { invitation, language } = await openLink(request);
    const { network } = await findRound(app.db, invitation.roundId);
    const { name, pdf } = await printMap(app, reply, { networkId: network.id, language });
    return replyPdf(reply, name, pdf);
  });
}
