/**
 * A personal link after its round has closed: one page that says so, and what is still possible there. A page that is sent
 * then is refused with all that was typed on it, to be copied.
 */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Database } from '../database/schema.ts';
import { type Acting, actAs } from '../log/act.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import type { LinkOpener, LinkRequest } from './open-link.ts';
import { listOtherPartners } from './other-partners.ts';
import { type ClosedState, describeClosed, isSentElsewhere } from './pages/closed-page.ts';
import { type CommentReader, commentWithdrawals } from './pages/comments-withdrawal.ts';
import type { Form } from './pages/form.ts';
import type { FormPage } from './pages/form-page.ts';
import { listTyped } from './pages/list-typed.ts';
import type { Visit } from './pages/visit.ts';
import { wantsJson } from './wants-json.ts';

/** What stays possible, by other nouns. */
export interface AfterClosing {
  /** What everybody may read of the result: the coordinator made a link to it that still works. */
  findSharedResult(db: Database, roundId: string): Promise<'factsheet' | 'overview' | undefined>;
  /** Ends what this holder allowed with the answers that it sent. */
  withdrawConsents(acting: Acting, sent: { invitationId: string; holderId: string }): Promise<void>;
  /** Takes what this holder wrote from the page of the coordinator, or from researchers alone. */
  withdrawComments(db: Database, whose: { holderId: string }, from: CommentReader): Promise<void>;
  /** Ends the reading of comments for who sent answers elsewhere, whatever they wrote there. */
  withdrawUnseenComments(db: Database, invitationId: string): Promise<void>;
}

/** Shows the page as the answer. */
type ShowClosed = (
  reply: FastifyReply,
  visit: Visit,
  state?: Omit<ClosedState, 'result'>,
) => Promise<FastifyReply>;

/** Refuses a page that came after the closing: nothing of it is stored, and all of it is shown. */
export type RefuseClosed = (
  reply: FastifyReply,
  visit: Visit,
  page: FormPage,
  form: Form,
) => Promise<FastifyReply>;

const withTick = {
  params: Type.Object({ token: Type.String() }),
  body: Type.Object({ confirmed: Type.Optional(Type.String({ maxLength: 10 })) }),
};

export function closedRoutes(
  app: App,
  { openLink, openAgain }: LinkOpener,
  { findSharedResult, withdrawConsents, withdrawComments, withdrawUnseenComments }: AfterClosing,
): { showClosed: ShowClosed; refuseClosed: RefuseClosed } {
  app.post('/invitations/:token/consents-withdrawal', { schema: withTick }, async (request, reply) => {
    const visit = await openLink(request);
    const { id: invitationId, holderId, closedAt } = visit.invitation;
    if (!closedAt) throw notFound();
    if (!request.body.confirmed) return showClosed(reply.code(400), visit, { missingTick: 'consents' });
    if (holderId !== null) {
      await withdrawConsents(actAs(app, { kind: 'visitor' }), { invitationId, holderId });
    }
    return reply.redirect(`${visit.base}?done=withdrawn`, 303);
  });

  for (const from of ['coordinator', 'researchers'] as const) {
    const form = commentWithdrawals[from];
    app.post(`/invitations/:token/${form}`, { schema: withTick }, async (request, reply) => {
      const visit = await openLink(request);
      const { holderId, closedAt } = visit.invitation;
      if (!closedAt) throw notFound();
      if (!request.body.confirmed) return showClosed(reply.code(400), visit, { missingTick: from });
      // In another browser there is nothing of theirs to take back, and the page does not say that there was.
      if (holderId === null) return reply.redirect(visit.base, 303);
      await withdrawComments(app.db, { holderId }, from);
      return reply.redirect(`${visit.base}?done=${form}`, 303);
    });
  }

  app.post('/invitations/:token/unseen-comments-withdrawal', { schema: withTick }, async (request, reply) => {
    const visit = await openLink(request);
    const { id, closedAt } = visit.invitation;
    if (!closedAt || !isSentElsewhere(visit)) throw notFound();
    if (!request.body.confirmed) return showClosed(reply.code(400), visit, { missingTick: 'unseen' });
    await withdrawUnseenComments(app.db, id);
    return reply.redirect(`${visit.base}?done=${commentWithdrawals.coordinator}`, 303);
  });

  async function showClosed(...[reply, visit, state = {}]: Parameters<ShowClosed>) {
    const { roundId } = visit.invitation;
    const others = await listOtherPartners(app.db, visit.invitation);
    const result = await findSharedResult(app.db, roundId);
    return reply.view(
      'questionnaire/pages/closed',
      describeClosed({ ...visit, others }, { ...state, result }),
    );
  }

  async function refuseClosed(...[reply, opened, page, form]: Parameters<RefuseClosed>) {
    const request = reply.request as LinkRequest;
    // It closed, or was revoked, while this page was on its way.
    const visit = opened.invitation.closedAt ? opened : await openAgain(request);
    if (wantsJson(request)) throw new Refusal(410, 'roundClosedUnsaved');
    const others = await listOtherPartners(app.db, visit.invitation);
    const typed = listTyped({ ...visit, others }, page, form.fields);
    return showClosed(reply.code(410), visit, { page, typed, fields: form.fields });
  }

  return { showClosed, refuseClosed };
}
