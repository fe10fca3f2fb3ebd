/**
 * Opens personal links. Unknown, wrong, revoked and closed links get the same answer after the same one query, and
 * are counted by address; a good link is never held up by the mistakes of others. In a pause a good link says that
 * the answers are kept; a form that was on its way is read first, so that nothing typed is lost.
 */
import type { FastifyRequest } from 'fastify';
import { findInstrument } from '../../survey/versions.ts';
import { Refusal } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { languageBehindLink } from '../web/language.ts';
import { limitWrongLinks } from '../web/limit-visitors.ts';
import { openFirst } from '../web/open-first.ts';
import { findOpenInvitation } from './find-invitation.ts';
import { listKeyHashes } from './holders.ts';
import type { Visit } from './pages/visit.ts';

export type LinkRequest = FastifyRequest<{ Params: { token: string } }>;

export interface LinkOpener {
  /** What the link in the address opens: every route of the scope was refused already when that is nothing. */
  openLink(request: LinkRequest): Promise<Visit>;
  /** The refusal, also for a round that closes between the opening and the saving of a page. */
  refuseLink(request: FastifyRequest): Promise<never>;
}

export function createLinkOpener(app: App): LinkOpener {
  const refuseWrong = limitWrongLinks(app, 'personal-link');

  const refuseLink = (request: FastifyRequest) =>
    refuseWrong(request, new Refusal(404, 'invitationNotFound'));

  const findOpened = openFirst(
    app,
    async (request) =>
      (await findOpenInvitation(app.db, request.params.token, listKeyHashes(request))) ??
      (await refuseLink(request)),
  );

  async function openLink(request: LinkRequest): Promise<Visit> {
    const { token } = request.params;
    const invitation = findOpened(request);
    const instrument = findInstrument(invitation.instrumentId, invitation.instrumentVersion);
    if (!instrument) throw new Error(`Invitation ${invitation.id} names an instrument that is not shipped.`);
    const language = languageBehindLink(request, invitation.language) ?? invitation.roundLanguage;
    if (invitation.paused && request.method === 'GET') {
      request.chosenLanguage = language;
      throw new Refusal(423, 'roundPaused');
    }
    const base = `/invitations/${token}`;
    return {
      invitation,
      instrument,
      language,
      base,
      link: app.config.publicUrl + base,
      hasAnsweredHere: request.cookies.answered !== undefined,
      others: [],
    };
  }

  return { openLink, refuseLink };
}
