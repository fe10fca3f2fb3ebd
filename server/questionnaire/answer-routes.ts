/**
 * The questionnaire behind a personal link. Reading changes nothing, however often and by whatever program; only
 * a checked answer does. Each page saves itself, works without JavaScript, and loses nothing that was typed.
 */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { describePrivacy, type PrivacyView } from '../privacy/describe-privacy.ts';
import { findRoundPrivacy } from '../privacy/privacy.ts';
import { findProfile } from '../profiles/profiles.ts';
import { findEarlierContacts } from '../rounds/scores/earlier-contacts.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { makeView } from '../web/make-view.ts';
import { type AfterClosing, closedRoutes } from './closed-routes.ts';
import type { OpenInvitation } from './find-invitation.ts';
import { giveKey } from './holders.ts';
import { createLinkOpener, type LinkOpener, type LinkRequest } from './open-link.ts';
import { listOtherPartners } from './other-partners.ts';
import { renderBlank } from './pages/blank-pages.ts';
import { sayWithdrawn } from './pages/comments-withdrawal.ts';
import { describeCopy } from './pages/copy-page.ts';
import { collectFields, type Form, listFields } from './pages/form.ts';
import type { FormPage } from './pages/form-page.ts';
import { findDestination, findUnfinished, listFormPages } from './pages/form-pages.ts';
import { mustConfirm, sendPage } from './pages/send-page.ts';
import { findStored, type Visit } from './pages/visit.ts';
import { createReceiver, readPosted, replyForm, replyPause, replyRefusal } from './receive-form.ts';
import { recordOpening } from './record-opening.ts';
import { sendAnswers } from './send-answers.ts';
import { answerTexts } from './texts.ts';
import { wantsJson } from './wants-json.ts';

declare module '../web/views.ts' {
  interface Views {
    'questionnaire/pages/start': {
      invitation: OpenInvitation;
      base: string;
      privacy: PrivacyView;
      started: boolean;
      /** What others did with this link, in a sentence. */
      elsewhere: string | undefined;
      /** The path of the page to go on with. */
      next: string;
    };
    'questionnaire/pages/thanks': Pick<Visit, 'invitation' | 'base' | 'link'> & {
      submittedAt: Date;
      receipt: string;
    };
  }
}

const link = { schema: { params: Type.Object({ token: Type.String() }) } };
const page = { schema: { params: Type.Object({ token: Type.String(), page: Type.String() }) } };

export interface AnswerOptions {
  /** What else stands behind a personal link, with this opener, so that wrong links count together. */
  addMore: ((app: App, openLink: LinkOpener['openLink']) => void)[];
  afterClosing: AfterClosing;
}

export async function answerRoutes(app: App, { addMore, afterClosing }: AnswerOptions) {
  const opener = createLinkOpener(app);
  const { openLink } = opener;
  const { showClosed, refuseClosed } = closedRoutes(app, opener, afterClosing);
  const receive = createReceiver(app, refuseClosed);

  app.get('/invitations/:token', { ...link, config: { afterClosing: true } }, async (request, reply) => {
    const visit = await openOwn(request, reply);
    if (visit.invitation.closedAt) {
      const { done } = request.query as { done?: unknown };
      const withdrawn =
        done === 'withdrawn'
          ? answerTexts(visit.language)('answers.closed.consents.done')
          : sayWithdrawn(done, visit.language);
      if (withdrawn) return showClosed(reply, visit, { withdrawn });
      return showClosed(reply, visit);
    }
    const { invitation, language, base } = visit;
    const { roundId, sender, elsewhere } = invitation;
    return reply.view('questionnaire/pages/start', {
      language,
      title: answerTexts(language)('answers.start.title'),
      invitation,
      base,
      privacy: describePrivacy(await findRoundPrivacy(app.db, roundId), { sender }, language),
      started: invitation.pages.length > 0,
      elsewhere: elsewhere ? answerTexts(language)(`answers.start.elsewhere.${elsewhere}`) : undefined,
      next: await findNext(visit),
    });
  });

  app.post('/invitations/:token/opening', link, async (request, reply) => {
    const visit = await openOwn(request, reply);
    await recordOpening(app.db, request, visit.invitation.id);
    return reply.redirect(`${visit.base}/${await findNext(visit)}`, 303);
  });

  app.get('/invitations/:token/:page', page, (request, reply) =>
    openPage(request, reply, request.params.page),
  );
  app.get('/invitations/:token/contacts/details', link, (request, reply) =>
    openPage(request, reply, 'contacts/details'),
  );

  async function openPage(request: LinkRequest, reply: FastifyReply, path: string) {
    const { visit, page } = await openFormPage(request, reply, path);
    const stored = findStored(visit, page.stored);
    const askAgain = Object.hasOwn(request.query as object, 'open');
    const view = makeView();
    if (!stored && !askAgain) {
      const blank = await renderBlank(app.renderView, visit, page, view);
      if (blank) return reply.type('text/html; charset=utf-8').send(blank);
    }
    return replyForm(reply, visit, page, {
      fields: collectFields(stored ? listFields(stored.content) : []),
      revision: stored?.revision ?? 0,
      view,
      open: askAgain ? page.listOpen(visit, stored?.content) : [],
      asked: askAgain,
    });
  }

  app.post('/invitations/:token/:page', page, (request, reply) =>
    savePosted(request, reply, request.params.page),
  );
  app.post('/invitations/:token/contacts/details', link, (request, reply) =>
    savePosted(request, reply, 'contacts/details'),
  );

  async function savePosted(request: LinkRequest, reply: FastifyReply, path: string) {
    const form = readPosted(request, reply);
    const { visit, page } = await openFormPage(request, reply, path);
    const received = await receive(reply, visit, page, form);
    if ('refused' in received) return received.refused;
    if (wantsJson(request)) return reply.send({ revision: received.revision });
    return reply.redirect(`${visit.base}${findDestination(visit, page, form, received.content)}`, 303);
  }

  app.post('/invitations/:token/sending', link, async (request, reply) => {
    const form = readPosted(request, reply);
    const { visit } = await openFormPage(request, reply, sendPage.path);
    const refuse = (sentence: 'answers.send.confirmNeeded' | 'answers.send.nothing', typed: Form) => {
      const notice = answerTexts(visit.language)(sentence);
      return replyForm(reply.code(400), visit, sendPage, { ...typed, notice });
    };
    if (!visit.invitation.closedAt && mustConfirm(visit) && !form.confirmed)
      return refuse('answers.send.confirmNeeded', form);
    const received = await receive(reply, visit, sendPage, form);
    if ('refused' in received) return received.refused;
    const { holderId } = received;
    const outcome =
      holderId === null ? 'nothing' : await sendAnswers(app.db, { id: visit.invitation.id, holderId });
    if (outcome === 'sentElsewhere') {
      return replyRefusal(reply, visit, sendPage, form, new Refusal(409, 'sentElsewhere'));
    }
    if (outcome === 'paused') return replyPause(reply, visit, sendPage, form);
    if (outcome === 'closed') return refuseClosed(reply, visit, sendPage, form);
    if (outcome === 'nothing')
      return refuse('answers.send.nothing', { ...form, revision: received.revision });
    return reply.redirect(`${visit.base}/thanks`, 303);
  });

  app.get('/invitations/:token/thanks', link, async (request, reply) => {
    const { invitation, language, base, link } = await openOwn(request, reply);
    const { submittedAt } = invitation;
    if (!submittedAt) return reply.redirect(base, 303);
    return reply.view('questionnaire/pages/thanks', {
      language,
      title: answerTexts(language)('answers.thanks.title'),
      invitation,
      submittedAt,
      receipt: invitation.receipt ?? '',
      base,
      link,
    });
  });

  app.get('/invitations/:token/copy', link, async (request, reply) => {
    const visit = await openOwn(request, reply);
    const others = await listOtherPartners(app.db, visit.invitation);
    const profile = await findProfile(app.db, visit.invitation.partnerId);
    return reply.view('questionnaire/pages/copy', describeCopy({ ...visit, others, profile }));
  });

  for (const add of addMore) add(app, openLink);

  /** Opens the link for its holder. A browser that typed nothing yet gets its key, so that what it types is its own. */
  async function openOwn(request: LinkRequest, reply: FastifyReply): Promise<Visit> {
    const visit = await openLink(request);
    const { id, holderId, elsewhere, closedAt } = visit.invitation;
    if (closedAt) return visit;
    if (elsewhere === 'sent' && holderId === null && request.method === 'GET') {
      request.chosenLanguage = visit.language;
      throw new Refusal(409, 'sentElsewhere');
    }
    if (holderId === null && request.method === 'GET') giveKey(request, reply, app.config, id);
    return visit;
  }

  /** Where to go on; the partners are asked about in their order. */
  async function findNext(visit: Visit): Promise<string> {
    const others = findStored(visit, 'contacts') ? await listOtherPartners(app.db, visit.invitation) : [];
    return findUnfinished({ ...visit, others });
  }

  async function openFormPage(
    request: LinkRequest,
    reply: FastifyReply,
    path: string,
  ): Promise<{ visit: Visit; page: FormPage }> {
    const visit = await openOwn(request, reply);
    const page = listFormPages(visit.instrument).find((page) => page.path === path);
    if (!page) throw notFound();
    const others = page.asksAboutPartners ? await listOtherPartners(app.db, visit.invitation) : [];
    const earlier =
      page.proposesContacts && request.method === 'GET' && !findStored(visit, page.stored)
        ? await findEarlierContacts(app.db, visit.invitation.roundId)
        : undefined;
    const profile = page.needsProfile ? await findProfile(app.db, visit.invitation.partnerId) : undefined;
    return { visit: { ...visit, others, earlier, part: readPart(request.query), profile }, page };
  }
}

/** Which few partners, as the address says; the first when it says anything else. */
function readPart(query: unknown): number {
  const { part } = query as { part?: unknown };
  return typeof part === 'string' && /^[1-9]\d{0,3}$/.test(part) ? Number(part) : 1;
}
