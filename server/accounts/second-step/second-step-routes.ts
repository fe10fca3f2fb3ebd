/** Between a password, or a link, and the desk: the second step. What is here opens for a half session alone. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { describeBrowser, readSessionToken, setSessionCookie } from '../../access/session-cookie.ts';
import { findHalfSession, findSession, type HalfSession } from '../../access/sessions.ts';
import { actAs } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { isDeskPath, readKeptForm } from '../../web/kept-form.ts';
import { readAddress } from '../../web/limit-visitors.ts';
import { keptFormLimits } from '../../web/limits.ts';
import { showKeptForm } from '../sign-in/show-sign-in.ts';
import { createSignInLimits } from '../sign-in/sign-in-limits.ts';
import { type SecondStepPage, secondStepPath, showFirstCodes, showSecondStep } from './show-second-step.ts';
import { setUpSecondStep, takeSecondStep } from './take-second-step.ts';

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));
const query = Type.Object({ to: text(4000) });
const body = Type.Object({
  code: text(100),
  credential: text(20_000),
  sealed: text(500),
  to: text(4000),
  kept: text(600_000),
});
const bodyLimit = keptFormLimits.signInBodyBytes;
const config = { knownOrigin: true };
type Form = FastifyRequest<{ Body: Static<typeof body> }>;

export async function secondStepRoutes(app: App) {
  const limits = createSignInLimits(app);

  const findHalf = async (request: FastifyRequest) => {
    const token = readSessionToken(app.config, request);
    return token === undefined ? undefined : findHalfSession(app.db, token);
  };

  app.get(secondStepPath, { config, schema: { querystring: query } }, async (request, reply) => {
    const { to } = request.query;
    const half = await findHalf(request);
    if (half) return showSecondStep(app, request, reply, half, { to });
    return reply.redirect(isDeskPath(to) ? `/sign-in?to=${encodeURIComponent(to)}` : '/sign-in', 303);
  });

  app.post(secondStepPath, { config, bodyLimit, schema: { body } }, async (request, reply) => {
    const half = await findHalf(request);
    if (!half) return reply.redirect('/sign-in', 303);
    const { to, sealed } = request.body;
    const page = { to, kept: readKeptForm(request.body.kept), sealed };
    try {
      return await (half.waitsFor === 'set-up' ? setUp : take)(request, reply, half, page);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const sentence = error.sentence(request.chosenLanguage ?? half.language);
      if (error.statusCode === 429) reply.header('retry-after', error.values.seconds);
      reply.code(error.statusCode);
      return showSecondStep(app, request, reply, half, { ...page, problems: [{ where: '', sentence }] });
    }
  });

  async function take(request: Form, reply: FastifyReply, half: HalfSession, page: SecondStepPage) {
    const tried = await limits.countSecondStep(request, half, request.body);
    const browser = describeBrowser(app.config, request);
    const token = await takeSecondStep(
      actAs(app, { kind: 'visitor' }, readAddress(request.ip)),
      half,
      request.body,
      browser,
    );
    if (token === undefined) throw new Refusal(401, 'wrongSecondStep');
    await tried.forgive();
    limits.remember(reply, half.accountId);
    setSessionCookie(app.config, reply, token);
    if (page.kept) return showKeptForm(request, reply, (await findSession(app.db, token))!, page.kept);
    return reply.redirect(isDeskPath(page.to) ? page.to : '/desk', 303);
  }

  async function setUp(request: Form, reply: FastifyReply, half: HalfSession, page: SecondStepPage) {
    const browser = describeBrowser(app.config, request);
    const made = await setUpSecondStep(
      actAs(app, { kind: 'visitor' }, readAddress(request.ip)),
      half,
      request.body,
      browser,
    );
    limits.remember(reply, half.accountId);
    setSessionCookie(app.config, reply, made.token);
    return showFirstCodes(request, reply, half, made.codes, page);
  }
}
