/**
 * The one door of the desk. Every route of this scope names its thing and verb (`config.desk`); anybody who is not
 * signed in is sent to the sign-in page, anybody who may not reach the thing is told that it does not exist, a form
 * that no page of this session made is refused (the last two leave a line in the log), and a change or a download that left no
 * line in the log (`log/act.ts`) fails.
 */
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import { mayDo, type Place, type Thing, type Verb } from '../access/access.ts';
import { findPlace, isPlaceParameter } from '../access/find-place.ts';
import { readSessionToken } from '../access/session-cookie.ts';
import { findSession, isCsrfToken, type Session } from '../access/sessions.ts';
import { actAs, requireUseCase } from '../log/act.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import type { Crumb, Frame } from '../web/frame.ts';
import { type KeptForm, keepForm } from '../web/kept-form.ts';
import { limitAtOnce } from '../web/limit-at-once.ts';
import { readAddress } from '../web/limit-visitors.ts';
import { keptFormLimits, uploadLimits } from '../web/limits.ts';
import { logRefusal } from '../web/log-refusal.ts';
import type { DeskViews, Views } from '../web/views.ts';
import { describeDesk } from './describe-desk.ts';
import { readUpload } from './read-upload.ts';

export interface DeskRule {
  thing: Thing;
  verb: Verb;
  /** A form that there is no use in keeping when the session ended. */
  keep?: false;
  /** Its form may bring a file; any other that does is refused unread. */
  upload?: true;
}

export interface DeskOptions {
  /** The page to sign in on, for a form that came after its session ended. */
  showSignIn(
    request: FastifyRequest,
    reply: FastifyReply,
    page: { kept: KeptForm | 'tooLarge'; notice: 'tooLarge' | 'sessionEnded' },
  ): FastifyReply;
}

/** What a page of the desk hands over for its frame; the rest comes from the session. */
type DeskPage = Omit<Frame, 'language' | 'desk'> & {
  /** The pages above this one. */
  crumbs?: readonly Crumb[] | undefined;
};

declare module 'fastify' {
  interface FastifyContextConfig {
    desk?: DeskRule;
  }
  interface FastifyRequest {
    /** Who signed in; in the scope of the desk always there. */
    session: Session;
    /** Where the thing in the address belongs, when it belongs somewhere. */
    place: Place | undefined;
  }
  interface FastifyReply {
    /** Shows a page of the desk (`NOUN/NAME.hbs`) with its frame. */
    desk<Name extends keyof DeskViews>(name: Name, page: DeskViews[Name] & DeskPage): FastifyReply;
  }
}

export const desk = plugin(async (app: FastifyInstance, { showSignIn }: DeskOptions) => {
  app.decorateRequest('session');
  app.decorateRequest('place', undefined);
  app.decorateReply('desk', function (this: FastifyReply, name: string, page: DeskPage) {
    const { session, chosenLanguage, url } = this.request;
    const language = chosenLanguage ?? session.language;
    return this.view(name as keyof Views, {
      language,
      ...page,
      desk: describeDesk(session, language, url, page.crumbs),
    });
  });

  await app.register(multipart);
  const countUpload = limitAtOnce({
    all: uploadLimits.atOnce,
    each: uploadLimits.atOnceEach,
    refuse: () => new Refusal(503, 'tooManyUploads', { seconds: 5 }),
  });

  app.addHook('onRoute', ({ method, url, config }) => checkRule(String(method), url, config?.desk));

  app.addHook('onRequest', async (request, reply) => {
    const token = readSessionToken(app.config, request);
    const session = token === undefined ? undefined : await findSession(app.db, token);
    if (!session) {
      if (request.method !== 'POST')
        return reply.redirect(`/sign-in?to=${encodeURIComponent(request.url)}`, 303);
      if (request.routeOptions.config.desk!.keep === false) return reply.redirect('/sign-in', 303);
      // A form that was sent after the session ended is read first, so that it can be kept.
      return;
    }
    request.session = session;
    request.acting = actAs(app, { kind: 'account', accountId: session.accountId }, readAddress(request.ip));
    const { thing, verb, upload } = request.routeOptions.config.desk!;
    const place = await findPlace(app.db, request.params as Record<string, string>);
    if (place === undefined) throw await refuse(request, 'notFound');
    request.place = place === 'none' ? undefined : place;
    if (!mayDo(session, verb, thing, request.place)) throw await refuse(request, 'noRight');
    if (isUpload(request)) {
      if (!upload) throw new Refusal(415, 'wrongMediaType');
      countUpload(reply);
    }
  });

  app.addHook('preValidation', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    if (!request.session) {
      const kept = await readKept(request);
      const notice = kept === 'tooLarge' ? 'tooLarge' : 'sessionEnded';
      return showSignIn(request, reply.code(401), { kept, notice });
    }
    if (isUpload(request)) {
      request.body = await readUpload(request, { fieldBytes: uploadLimits.bytes, ...uploadLimits });
    }
    if (!isCsrfToken(request.session, (request.body as { csrf?: unknown } | undefined)?.csrf)) {
      throw await refuse(request, 'csrf');
    }
  });

  app.addHook('onSend', async (request: FastifyRequest, reply) => {
    const rule = request.routeOptions.config.desk;
    if (!request.session || !rule || reply.statusCode >= 400) return;
    // A form that only looks something up shows a page; one that changed something sends the reader on.
    const hasChanged = rule.verb === 'change' && reply.statusCode === 303;
    if (hasChanged || rule.verb === 'download') {
      requireUseCase(request.acting, `${request.method} ${request.routeOptions.url}`);
    }
  });
});

/** Leaves a line of what somebody tried who signed in, with as much work for what is not there as for what is not theirs. */
async function refuse(request: FastifyRequest, refusal: 'notFound' | 'noRight' | 'csrf'): Promise<Refusal> {
  const { acting, place, method, routeOptions } = request;
  const { municipalityId, networkId } = place ?? {};
  const note = `${method} ${routeOptions.url}`;
  await logRefusal(acting, { action: 'desk.refused', refusal, municipalityId, networkId, note });
  return refusal === 'csrf' ? new Refusal(403, 'csrf') : notFound();
}

function isUpload({ mediaType }: FastifyRequest): boolean {
  return mediaType === 'multipart/form-data';
}

/** What came after the session ended, and no more of it than can be kept. */
async function readKept(request: FastifyRequest): Promise<KeptForm | 'tooLarge'> {
  if (!isUpload(request)) return keepForm(request);
  try {
    request.body = await readUpload(request, { fieldBytes: keptFormLimits.bytes, fileBytes: 0 });
  } catch (error) {
    if (error instanceof Refusal && error.statusCode === 413) return 'tooLarge';
    throw error;
  }
  return keepForm(request);
}

/** Stops the server from starting with a route that the door could not guard. */
export function checkRule(method: string, url: string, rule: DeskRule | undefined): void {
  if (!rule) throw new Error(`${method} ${url} has no rule of access.`);
  if (rule.verb === 'read' && method === 'POST') {
    throw new Error(`${method} ${url} is said only to read.`);
  }
  const names = [...url.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  if (rule.thing !== 'installation' && names.length > 0 && !names.some(isPlaceParameter)) {
    throw new Error(
      `${method} ${url} does not say where its thing belongs: add it to server/access/find-place.ts.`,
    );
  }
}
