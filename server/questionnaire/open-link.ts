/**
 * Opens personal links. Unknown, wrong and revoked links get the same answer after the same one query, and are counted by
 * address; a good link is never held up by the mistakes of others. In a pause a good link says that the answers are
 * kept, and after the closing every page below it leads to the one that says so; a form that was on its way is read
 * first, so that nothing typed is lost.
 */
import type { FastifyRequest } from 'fastify';
import { findInstrument } from '../../survey/versions.ts';
import { Refusal } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { languageBehindLink } from '../web/language.ts';
import { limitWrongLinks } from '../web/limit-visitors.ts';
import { openFirst } from '../web/open-first.ts';
import { findOpenInvitation, type OpenInvitation } from './find-invitation.ts';
import { listKeyHashes } from './holders.ts';
import type { Visit } from './pages/visit.ts';

export type LinkRequest = FastifyRequest<{ Params: { token: string } }>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A page behind a personal link that is there after the round has closed. */
    afterClosing?: boolean;
  }
}

export interface LinkOpener {
  /** What the link in the address opens: every route of the scope was refused already when that is nothing. */
  openLink(request: LinkRequest): Promise<Visit>;
  /** The same once more, for a round that closed between the opening and the saving of a page. */
  openAgain(request: LinkRequest): Promise<Visit>;
}

export function createLinkOpener(app: App): LinkOpener {
  const refuseLink = limitWrongLinks(app, 'personal-link');

  const findOpened = openFirst(app, lookUp);

  async function lookUp(request: LinkRequest): Promise<OpenInvitation> {
    const found = await findOpenInvitation(app.db, request.params.token, listKeyHashes(request));
    return found ?? (await refuseLink(request, new Refusal(404, 'invitationNotFound')));
  }

  app.addHook<{ Params: { token: string } }>('onRequest', async (request, reply) => {
    const { method, routeOptions, params } = request;
    if (method === 'POST' || routeOptions.config.afterClosing || !findOpened(request).closedAt) return;
    return reply.redirect(`/invitations/${params.token}`, 303);
  });

  function visit(request: LinkRequest, invitation: OpenInvitation): Visit {
    const instrument = findInstrument(invitation.instrumentId, invitation.instrumentVersion);
    if (!instrument) throw new Error(`Invitation ${invitation.id} names an instrument that is not shipped.`);
    const language = languageBehindLink(request, invitation.language) ?? invitation.roundLanguage;
    if (invitation.paused && request.method === 'GET') {
      request.chosenLanguage = language;
      throw new Refusal(423, 'roundPaused');
    }
    const base = `/invitations/${request.params.token}`;
    return {
      invitation,
      instrument,
      language,
      base,
      link: app.config.publicUrl + base,
      hasAnsweredHere: request.cookies.answered !== undefined,
      others: [],
      part: 1,
    };
  }

  return {
    openLink: async (request) => visit(request, findOpened(request)),
    openAgain: async (request) => visit(request, await lookUp(request)),
  };
}
