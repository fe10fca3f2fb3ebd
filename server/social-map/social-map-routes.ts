/** The social map behind a personal link, for as long as its round is open: partners of the network see each other. */
import { Type } from 'typebox';
import type { LinkOpener } from '../questionnaire/open-link.ts';
import { findRound } from '../rounds/rounds.ts';
import type { App } from '../web/fastify.ts';
import { sendMapPage, sendMapPdf } from './send-social-map.ts';

const link = { schema: { params: Type.Object({ token: Type.String() }) } };

/** With the opener of the questionnaire, so that wrong links count together. */
export function addSocialMapRoutes(app: App, openLink: LinkOpener['openLink']): void {
  app.get('/invitations/:token/social-map', link, async (request, reply) => {
    const { invitation, language, base } = await openLink(request);
    const { network } = await findRound(app.db, invitation.roundId);
    const links = { page: `${base}/social-map`, pdf: `${base}/social-map.pdf`, back: base };
    return sendMapPage(app, reply, { networkId: network.id, language, links });
  });

  app.get('/invitations/:token/social-map.pdf', link, async (request, reply) => {
    const { invitation, language } = await openLink(request);
    const { network } = await findRound(app.db, invitation.roundId);
    return sendMapPdf(app, reply, { networkId: network.id, language });
  });
}
