/** Takes in a page that was posted: checks it and saves it. What can't be saved is answered with all that was typed. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeProblem } from '../../survey/problems.ts';
import { isLanguage } from '../../survey/texts.ts';
import type { Config } from '../config.ts';
import { type ProfileOutcome, saveProfile } from '../profiles/profiles.ts';
import { Refusal, type RefusalCode } from '../text/refusal.ts';
import { describeCookie } from '../web/cookie.ts';
import type { App } from '../web/fastify.ts';
import { chooseLanguage } from '../web/language.ts';
import type { RefuseClosed } from './closed-routes.ts';
import { giveKey, hasKey, makeHolder } from './holders.ts';
import { describeConflict } from './pages/conflict-page.ts';
import { type Form, readForm } from './pages/form.ts';
import type { FormPage } from './pages/form-page.ts';
import { profilePage } from './pages/profile-page.ts';
import { type FormState, showForm } from './pages/show-form.ts';
import type { FormContent, Visit } from './pages/visit.ts';
import { isEmpty, type Save, type SaveOutcome, savePage } from './save-page.ts';
import { wantsJson } from './wants-json.ts';

/** `holderId`: whose page it is; null when nothing was typed yet. */
export type Received =
  | { content: FormContent; revision: number; holderId: string | null }
  | { refused: FastifyReply };

export type ReceiveForm = (
  reply: FastifyReply,
  visit: Visit,
  page: FormPage,
  form: Form,
) => Promise<Received>;

export function createReceiver(app: App, refuseClosed: RefuseClosed): ReceiveForm {
  return async (reply, visit, page, form) => {
    const { request } = reply;
    if (visit.invitation.closedAt) return { refused: await refuseClosed(reply, visit, page, form) };
    const checked = page.check(visit, form.fields);
    if ('problems' in checked) {
      const { problems } = checked;
      if (wantsJson(request)) {
        throw new Refusal(400, 'invalidRequest', {}, (language) =>
          problems.map((problem) => ({ where: problem.where, sentence: describeProblem(problem, language) })),
        );
      }
      return { refused: replyForm(reply.code(400), visit, page, { ...form, problems }) };
    }
    const { content } = checked;
    const refuse = (code: RefusalCode) => {
      const refusal = new Refusal(409, code);
      if (wantsJson(request)) throw refusal;
      return { refused: replyRefusal(reply, visit, page, form, refusal) };
    };
    const holder = await findHolder(reply, visit, form, content);
    if ('refused' in holder) return refuse(holder.refused);
    const { holderId } = holder;
    const outcome = await save({ ...visit.invitation, holderId }, page, content, {
      revision: form.revision,
      view: form.view,
      language: request.linkLanguage,
    });
    if (outcome.kind === 'closed') return { refused: await refuseClosed(reply, visit, page, form) };
    if (outcome.kind === 'paused') {
      if (wantsJson(request)) throw new Refusal(423, 'roundPausedUnsaved');
      return { refused: replyPause(reply, visit, page, form) };
    }
    if (outcome.kind === 'sentElsewhere') return refuse('sentElsewhere');
    if (outcome.kind === 'conflict') {
      if (wantsJson(request))
        throw new Refusal(409, page === profilePage ? 'profileConflict' : 'answersConflict');
      const conflict = describeConflict(visit, page, { form, here: content, saved: outcome.stored });
      return { refused: reply.code(409).view('questionnaire/pages/conflict', conflict) };
    }
    if (outcome.kind === 'saved') rememberAnswer(reply, visit, app.config);
    return { content, revision: outcome.revision, holderId };
  };

  /** Answers are saved with the invitation, a profile with the partner. */
  async function save(
    { id: invitationId, holderId, paused }: Visit['invitation'],
    page: FormPage,
    content: FormContent,
    seen: Pick<Save, 'revision' | 'view' | 'language'>,
  ): Promise<SaveOutcome | ProfileOutcome> {
    if ('about' in content) return saveProfile(app.db, { ...seen, invitationId, content });
    if (holderId === null) return paused ? { kind: 'paused' } : { kind: 'unchanged', revision: 0 };
    return savePage(app.db, { ...seen, invitationId, holderId, page: page.stored, content });
  }

  /**
   * Who typed this. A browser behind a link that was handed over becomes a holder when it says something; null: it said
   * nothing yet.
   */
  async function findHolder(
    reply: FastifyReply,
    { invitation }: Visit,
    form: Form,
    content: FormContent,
  ): Promise<{ holderId: string | null } | { refused: RefusalCode }> {
    const { id, holderId, paused, elsewhere } = invitation;
    if (holderId !== null || paused || 'about' in content || isEmpty(content)) return { holderId };
    if (elsewhere === 'sent') return { refused: 'sentElsewhere' };
    // The page gave a key. Without it the next page would not know what was typed on this one.
    if (form.needsKey && !hasKey(reply.request, id)) return { refused: 'cookiesNeeded' };
    const made = await makeHolder(app.db, id, giveKey(reply.request, reply, app.config, id));
    return made === undefined ? { refused: 'tooManyHolders' } : { holderId: made };
  }
}

/** The page with its form as the answer. */
export function replyForm(reply: FastifyReply, visit: Visit, page: FormPage, state: FormState): FastifyReply {
  return showForm((template, values) => reply.view(template, values), visit, page, state);
}

/** The round was paused while somebody filled in a page. */
export function replyPause(reply: FastifyReply, visit: Visit, page: FormPage, form: Form): FastifyReply {
  return replyRefusal(reply, visit, page, form, new Refusal(423, 'roundPausedUnsaved'));
}

/** The page as it was typed, with why it was not saved. */
export function replyRefusal(
  reply: FastifyReply,
  visit: Visit,
  page: FormPage,
  form: Form,
  refusal: Refusal,
): FastifyReply {
  const notice = refusal.sentence(visit.language);
  return replyForm(reply.code(refusal.statusCode), visit, page, { ...form, notice });
}

/** What was posted. The button may have been that of another language, which then is the one from now on. */
export function readPosted(request: FastifyRequest, reply: FastifyReply): Form {
  const form = readForm(request.body);
  const [, language] = form.go.split('lang:');
  if (isLanguage(language)) chooseLanguage(request, reply, language);
  return form;
}

/** So that this device may send without a further tick; see `mustConfirm`. */
function rememberAnswer(reply: FastifyReply, { base: path }: Visit, config: Config) {
  reply.setCookie('answered', '1', { ...describeCookie(config), path, maxAge: 100 * 24 * 3600 });
}
