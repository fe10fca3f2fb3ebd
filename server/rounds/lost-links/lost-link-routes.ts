/**
 * A link that was lost: who gives a mail address gets it there, when that address was asked and can still answer. The
 * page says the same whoever asks, with the same status and after the same work: a count and a job.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { countAttempt, countAttempts, type Limit } from '../../database/attempts.ts';
import { LineField } from '../../desk/fields.ts';
import { checkMailAddress, foldMailAddress, tidyMailAddress } from '../../text/check-mail-address.ts';
import { refuseProblems } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { limitVisitors } from '../../web/limit-visitors.ts';
import { describeVisitorForm, type VisitorForm } from '../describe-visitor-form.ts';
import { roundTexts } from '../texts.ts';
import { hashAddress } from './mail-lost-links.ts';

declare module '../../web/views.ts' {
  interface Views {
    'rounds/lost-links/lost-link': VisitorForm & {
      email: string;
      /** It was asked. */
      isDone: boolean;
      /** This server sends mails. */
      canMail: boolean;
    };
  }
}

/**
 * Of one address, whether anybody has it or not. One more is answered like the others, and mails nothing: a refusal would
 * tell that somebody asked before, and when.
 */
const ofAddress: Limit = { kind: 'lost-link', max: 3, seconds: 24 * 3600 };
/** Each is a job that looks at everybody who is asked. */
const ofAll: Limit = { kind: 'lost-link-of-all', max: 1000, seconds: 3600 };
const body = Type.Object({ email: LineField });
const config = { knownOrigin: true };

export async function lostLinkRoutes(app: App) {
  const countVisitor = limitVisitors(app, 'lost-link', 10);

  app.get('/lost-link', { config }, (request, reply) =>
    show(request, reply, { isDone: (request.query as { done?: unknown }).done === 'asked' }),
  );

  app.post('/lost-link', { config, schema: { body } }, async (request, reply) => {
    const email = tidyMailAddress(request.body.email);
    try {
      if (!app.config.smtpUrl) throw new Refusal(409, 'noMailServer');
      await countVisitor(request);
      const problems = checkMailAddress('email', email);
      if (problems.length > 0) throw refuseProblems(problems);
      await countAttempt(app, ofAll, 'all');
      const key = foldMailAddress(email);
      const mayGo = await countAttempts(app, ofAddress, [key]);
      if (mayGo.has(key))
        await app.jobs.add(app.db, 'mail-lost-links', { address: hashAddress(app.linkKey, email) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(request, reply, { email: request.body.email, refusal: error });
    }
    return reply.redirect('/lost-link?done=asked', 303);
  });

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { email = '', isDone = false, refusal }: { email?: string; isDone?: boolean; refusal?: Refusal },
  ) {
    const language = request.chosenLanguage ?? 'nl';
    return reply.view('rounds/lost-links/lost-link', {
      ...describeVisitorForm(reply, language, roundTexts(language)('rounds.lostLink.title'), refusal),
      email,
      isDone,
      canMail: app.config.smtpUrl !== undefined,
    });
  }
}
