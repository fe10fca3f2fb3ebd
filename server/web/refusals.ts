/**
 * How every refusal reaches the visitor: a page for people, JSON for the API and for the script of the
 * questionnaire. What went wrong on our side is logged, and its message is shown to nobody.
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import type { Language } from '../../survey/texts.ts';
import { type Fault, notFound, Refusal } from '../text/refusal.ts';
import { describeShape } from './describe-shape.ts';
import { webTexts } from './texts.ts';

declare module './views.ts' {
  interface Views {
    'web/refusal': {
      sentence: string;
      faults: readonly Fault[];
      /** A link to the questionnaire that opens nothing: it can be had again. */
      isPersonalLink: boolean;
    };
  }
}

export const refusals = plugin(async (app: FastifyInstance) => {
  app.setErrorHandler((error: FastifyError | Refusal, request, reply) =>
    showRefusal(toRefusal(error, request), request, reply),
  );
  app.setNotFoundHandler((request, reply) => showRefusal(notFound(), request, reply));
});

function toRefusal(error: FastifyError | Refusal, request: FastifyRequest): Refusal {
  if (error instanceof Refusal) return error;
  const { validation } = error;
  if (validation) {
    // An id that can't be one is the id of nothing.
    if (error.validationContext === 'params') return notFound();
    return new Refusal(400, 'invalidRequest', {}, (language) => describeShape(validation, language));
  }
  if (isDatabaseAway(error)) {
    request.log.error({ err: error }, 'the database does not answer');
    return new Refusal(503, 'overloaded');
  }
  switch (error.statusCode) {
    case 413:
      return new Refusal(413, 'tooLarge');
    case 415:
      return new Refusal(415, 'wrongMediaType');
    case 503:
      return new Refusal(503, 'overloaded');
  }
  if (error.statusCode && error.statusCode < 500) return new Refusal(error.statusCode, 'unreadableRequest');
  request.log.error({ err: error }, 'a request failed');
  return new Refusal(500, 'failure', { request: request.id });
}

/**
 * It restarts, refuses more connections, or all connections of this process are busy; or a statement met a limit
 * (`database/time-limits.ts`) or stood in a circle of locks. Later it may work.
 */
function isDatabaseAway({ code, message }: FastifyError): boolean {
  return (
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|57P0[123]|53300|57014|55P03|25P03|40P01)$/.test(code ?? '') ||
    /^(timeout exceeded when trying to connect|Connection terminated|.* is not queryable)/.test(message)
  );
}

/** The sentence says 'in a minute'. */
const overloadedSeconds = 60;

function showRefusal(refusal: Refusal, request: FastifyRequest, reply: FastifyReply) {
  const wantsJson = request.originalUrl.startsWith('/api/') || request.headers.accept === 'application/json';
  const language: Language =
    request.chosenLanguage ??
    (wantsJson && request.headers['accept-language']?.startsWith('en') ? 'en' : 'nl');
  const sentence = refusal.sentence(language);
  const faults = refusal.faults(language);
  reply.code(refusal.statusCode);
  const seconds = refusal.values.seconds ?? (refusal.code === 'overloaded' ? overloadedSeconds : undefined);
  if (seconds !== undefined) reply.header('retry-after', seconds);
  if (wantsJson) return reply.send({ status: refusal.statusCode, sentence, faults });
  const title = webTexts(language)('pages.refusal.title');
  return reply.view('web/refusal', {
    language,
    title,
    sentence,
    faults,
    isPersonalLink: refusal.code === 'invitationNotFound',
  });
}
