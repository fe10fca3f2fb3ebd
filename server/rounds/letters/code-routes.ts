/**
 * A code from a letter, typed: it leads to the questionnaire, as the link beside it does. Each code that can be one is
 * counted before it is looked up, and forgiven when it is right; a typing error is told without that.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { countAttempt, type Limit } from '../../database/attempts.ts';
import { LineField } from '../../desk/fields.ts';
import { refuseProblems } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import { tidyCode } from '../../text/typed-codes.ts';
import type { App } from '../../web/fastify.ts';
import { nameVisitor } from '../../web/limit-visitors.ts';
import { describeVisitorForm, type VisitorForm } from '../describe-visitor-form.ts';
import { roundTexts } from '../texts.ts';
import { findCodeSlip } from './letter-code.ts';
import { findTokenByCode } from './personal-links.ts';

declare module '../../web/views.ts' {
  interface Views {
    'rounds/letters/code': VisitorForm & { typed: string };
  }
}

/** Wrong codes of one visitor, and of all together: the sum of it is in docs/decisions/0056-who-gets-the-mail.md. */
const limits = {
  visitor: { kind: 'letter-code', max: 10, seconds: 15 * 60 },
  all: { kind: 'letter-code-of-all', max: 1_000, seconds: 3600 },
} satisfies Record<string, Limit>;

const body = Type.Object({ code: LineField });
const config = { knownOrigin: true };

export async function codeRoutes(app: App) {
  app.get('/code', { config }, (request, reply) => show(request, reply, ''));

  app.post('/code', { config, schema: { body } }, async (request, reply) => {
    try {
      const token = await openCode(request, tidyCode(request.body.code));
      return reply.header('cache-control', 'no-store').redirect(`/invitations/${token}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(request, reply, request.body.code, error);
    }
  });

  async function openCode(request: FastifyRequest, code: string): Promise<string> {
    const slip = findCodeSlip(code);
    if (slip) throw refuseProblems([{ where: 'code', ...slip }]);
    const visit = await countAttempt(app, limits.visitor, nameVisitor(request.ip));
    const attempt = await countAttempt(app, limits.all, 'all');
    const token = await findTokenByCode(app.db, app.linkKey, code);
    if (token === undefined) throw refuseProblems([{ where: 'code', code: 'codeUnknown' }]);
    await Promise.all([visit.forgive(), attempt.forgive()]);
    return token;
  }

  function show(request: FastifyRequest, reply: FastifyReply, typed: string, refusal?: Refusal) {
    const language = request.chosenLanguage ?? 'nl';
    const title = roundTexts(language)('rounds.code.title');
    return reply.view('rounds/letters/code', {
      ...describeVisitorForm(reply, language, title, refusal),
      typed,
    });
  }
}
