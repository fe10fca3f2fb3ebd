/**
 * The questionnaire behind a personal link. Reading changes nothing, however often and by whatever program; only
 * a checked answer does. Each page saves itself, works without JavaScript, and loses nothing that was typed.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { describeProblem } from '../../survey/problems.ts';
import { isLanguage } from '../../survey/texts.ts';
import { describePrivacy } from '../privacy/describe-privacy.ts';
import { findRoundPrivacy } from '../privacy/privacy.ts';
import { findProfile, type ProfileOutcome, saveProfile } from '../social-map/profiles.ts';
import { addSocialMapRoutes } from '../social-map/social-map-routes.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { chooseLanguage } from '../web/language.ts';
import { createLinkOpener, type LinkRequest } from './open-link.ts';
import { listOtherPartners } from './other-partners.ts';
import { renderBlank } from './pages/blank-pages.ts';
import { showConflict } from './pages/conflict-page.ts';
import { showCopy } from './pages/copy-page.ts';
import { collectFields, type Form, listFields, makeView, readForm } from './pages/form.ts';
import type { FormPage } from './pages/form-page.ts';
import { findDestination, findUnfinished, listFormPages } from './pages/form-pages.ts';
import { profilePage } from './pages/profile-page.ts';
import { mustConfirm, sendPage } from './pages/send-page.ts';
import { showForm } from './pages/show-form.ts';
import { type FormContent, findStored, type Visit } from './pages/visit.ts';
import { type Save, type SaveOutcome, savePage } from './save-page.ts';
import { sendAnswers } from './send-answers.ts';
import { answerTexts } from './texts.ts';

const link = { schema: { params: Type.Object({ token: Type.String() }) } };
const page = { schema: { params: Type.Object({ token: Type.String(), page: Type.String() }) } };

type Received = { content: FormContent; revision: number } | { refused: FastifyReply };

export async function answerRoutes(app: App) {
  const { openLink, refuseLink } = createLinkOpener(app);

  app.get('/invitations/:token', link, async (request, reply) => {
    const visit = await openLink(request);
    const { roundId, sender } = visit.invitation;
    return reply.view('questionnaire/pages/start', {
      ...visit,
      privacy: describePrivacy(await findRoundPrivacy(app.db, roundId), { sender }, visit.language),
      title: answerTexts(visit.language)('answers.start.title'),
      started: visit.invitation.pages.length > 0,
      next: findUnfinished(visit),
    });
  });

  app.get('/invitations/:token/:page', page, (request, reply) =>
    openPage(request, reply, request.params.page),
  );
  app.get('/invitations/:token/contacts/details', link, (request, reply) =>
    openPage(request, reply, 'contacts/details'),
  );

  async function openPage(request: LinkRequest, reply: FastifyReply, path: string) {
    const { visit, page } = await openFormPage(request, path);
    const stored = findStored(visit, page.stored);
    const askAgain = Object.hasOwn(request.query as object, 'open');
    const view = makeView();
    if (!stored && !askAgain) {
      const blank = await renderBlank(app.renderView, visit, page, view);
      if (blank) return reply.type('text/html; charset=utf-8').send(blank);
    }
    const showing = {
      fields: collectFields(stored ? listFields(stored.content) : []),
      revision: stored?.revision ?? 0,
      view,
      open: askAgain ? page.listOpen(visit, stored?.content) : [],
      asked: askAgain,
    };
    return reply.view(page.template, showForm(visit, page, showing));
  }

  app.post('/invitations/:token/:page', page, (request, reply) =>
    savePosted(request, reply, request.params.page),
  );
  app.post('/invitations/:token/contacts/details', link, (request, reply) =>
    savePosted(request, reply, 'contacts/details'),
  );

  async function savePosted(request: LinkRequest, reply: FastifyReply, path: string) {
    const form = readPosted(request, reply);
    const { visit, page } = await openFormPage(request, path);
    const received = await receive(request, reply, visit, page, form);
    if ('refused' in received) return received.refused;
    if (wantsJson(request)) return reply.send({ revision: received.revision });
    return reply.redirect(`${visit.base}${findDestination(visit, page, form, received.content)}`, 303);
  }

  app.post('/invitations/:token/sending', link, async (request, reply) => {
    const form = readPosted(request, reply);
    const { visit } = await openFormPage(request, sendPage.path);
    const refuse = (sentence: 'answers.send.confirmNeeded' | 'answers.send.nothing', showing: Form) => {
      const notice = answerTexts(visit.language)(sentence);
      return reply.code(400).view(sendPage.template, showForm(visit, sendPage, { ...showing, notice }));
    };
    if (mustConfirm(visit) && !form.confirmed) return refuse('answers.send.confirmNeeded', form);
    const received = await receive(request, reply, visit, sendPage, form);
    if ('refused' in received) return received.refused;
    const outcome = await sendAnswers(app.db, visit.invitation.id);
    if (outcome === 'paused') return showPause(reply, visit, sendPage, form);
    if (outcome === 'closed') return refuseLink(request);
    if (outcome === 'nothing')
      return refuse('answers.send.nothing', { ...form, revision: received.revision });
    return reply.redirect(`${visit.base}/thanks`, 303);
  });

  app.get('/invitations/:token/thanks', link, async (request, reply) => {
    const visit = await openLink(request);
    if (!visit.invitation.submittedAt) return reply.redirect(visit.base, 303);
    return reply.view('questionnaire/pages/thanks', {
      ...visit,
      title: answerTexts(visit.language)('answers.thanks.title'),
    });
  });

  app.get('/invitations/:token/copy', link, async (request, reply) => {
    const visit = await openLink(request);
    const others = await listOtherPartners(app.db, visit.invitation);
    const profile = await findProfile(app.db, visit.invitation.partnerId);
    return reply.view('questionnaire/pages/copy', showCopy({ ...visit, others, profile }));
  });

  addSocialMapRoutes(app, openLink);

  async function openFormPage(request: LinkRequest, path: string): Promise<{ visit: Visit; page: FormPage }> {
    const visit = await openLink(request);
    const page = listFormPages(visit.instrument).find((page) => page.path === path);
    if (!page) throw notFound();
    const others = page.asksAboutPartners ? await listOtherPartners(app.db, visit.invitation) : [];
    const profile = page.needsProfile ? await findProfile(app.db, visit.invitation.partnerId) : undefined;
    return { visit: { ...visit, others, profile }, page };
  }

  /** Checks and saves a form. What can't be saved is answered here, with everything that was typed. */
  async function receive(
    request: FastifyRequest,
    reply: FastifyReply,
    visit: Visit,
    page: FormPage,
    form: Form,
  ): Promise<Received> {
    const checked = page.check(visit, form.fields);
    if ('problems' in checked) {
      const { problems } = checked;
      if (wantsJson(request)) {
        throw new Refusal(400, 'invalidRequest', {}, (language) =>
          problems.map((problem) => ({ where: problem.where, sentence: describeProblem(problem, language) })),
        );
      }
      return { refused: reply.code(400).view(page.template, showForm(visit, page, { ...form, problems })) };
    }
    const { content } = checked;
    const outcome = await save(visit, page, content, {
      revision: form.revision,
      view: form.view,
      language: request.chosenLanguage,
    });
    if (outcome.kind === 'closed') return refuseLink(request);
    if (outcome.kind === 'paused') {
      if (wantsJson(request)) throw new Refusal(423, 'roundPausedUnsaved');
      return { refused: showPause(reply, visit, page, form) };
    }
    if (outcome.kind === 'conflict') {
      if (wantsJson(request))
        throw new Refusal(409, page === profilePage ? 'profileConflict' : 'answersConflict');
      return {
        refused: reply
          .code(409)
          .view(
            'questionnaire/pages/conflict',
            showConflict(visit, page, { form, here: content, saved: outcome.stored }),
          ),
      };
    }
    if (outcome.kind === 'saved') rememberAnswer(reply, visit);
    return { content, revision: outcome.revision };
  }

  /** Answers are saved with the invitation, a profile with the partner. */
  function save(
    { invitation }: Visit,
    page: FormPage,
    content: FormContent,
    seen: Pick<Save, 'revision' | 'view' | 'language'>,
  ): Promise<SaveOutcome | ProfileOutcome> {
    const invitationId = invitation.id;
    return 'about' in content
      ? saveProfile(app.db, { ...seen, invitationId, content })
      : savePage(app.db, { ...seen, invitationId, page: page.stored, content });
  }
}

/** The round was paused while somebody filled in a page: the page as it was typed, with why it is not saved. */
function showPause(reply: FastifyReply, visit: Visit, page: FormPage, form: Form): FastifyReply {
  const notice = new Refusal(423, 'roundPausedUnsaved').sentence(visit.language);
  return reply.code(423).view(page.template, showForm(visit, page, { ...form, notice }));
}

function readPosted(request: FastifyRequest, reply: FastifyReply): Form {
  const form = readForm(request.body);
  const [, language] = form.go.split('lang:');
  if (isLanguage(language)) chooseLanguage(request, reply, language);
  return form;
}

/** So that this device may send without a further tick; see `mustConfirm`. */
function rememberAnswer(reply: FastifyReply, visit: Visit) {
  reply.setCookie('answered', '1', {
    path: visit.base,
    httpOnly: true,
    sameSite: 'lax',
    maxAge: 100 * 24 * 3600,
  });
}

function wantsJson(request: FastifyRequest): boolean {
  return request.headers.accept === 'application/json';
}
