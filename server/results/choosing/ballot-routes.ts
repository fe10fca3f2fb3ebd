/**
 * Behind the link of somebody who answered: the result of the network, and choosing what to work on. Reading changes
 * nothing; a choice wants ticks and a press, and can be changed until the choosing closes. A link that ended looks like
 * one that never was.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { findRound } from '../../rounds/rounds.ts';
import { notFound, Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { languageBehindLink } from '../../web/language.ts';
import { limitWrongLinks } from '../../web/limit-visitors.ts';
import { openFirst } from '../../web/open-first.ts';
import { replyPdf } from '../../web/send-pdf.ts';
import { describeEntry, findMeeting } from '../meeting/meeting.ts';
import { addResultPages, listResultPages } from '../result-pages.ts';
import { sendCalendar } from '../send-calendar.ts';
import { nameDocument, printWanted, renderWanted, replyFactsheet } from '../send-factsheet.ts';
import { findBallot } from './ballots.ts';
import { castVotes } from './cast-votes.ts';
import { findChoosing } from './choosing.ts';
import { describeBallot } from './describe-ballot.ts';

const schema = { params: Type.Object({ token: Type.String() }) };
const Point = Type.String({ maxLength: 100 });
const withTicks = {
  ...schema,
  body: Type.Object({ points: Type.Optional(Type.Union([Point, Type.Array(Point, { maxItems: 100 })])) }),
};

type LinkRequest = FastifyRequest<{ Params: { token: string } }>;

export async function ballotRoutes(app: App) {
  const refuseLink = limitWrongLinks(app, 'choosing');

  /** The one access check. Only wrong links count for the limit. */
  const findOpened = openFirst(
    app,
    async (request) => (await findBallot(app.db, request.params.token)) ?? (await refuseLink(request)),
  );

  async function findWanted(request: LinkRequest) {
    const ballot = findOpened(request);
    const round = await findRound(app.db, ballot.roundId);
    const language = languageBehindLink(request, ballot.language) ?? round.language;
    return { round, partner: null, language };
  }

  app.get('/choosing/:token', { schema }, (request, reply) => showBallot(request, reply));

  app.get('/choosing/:token/result', { schema }, async (request, reply) =>
    replyFactsheet(
      reply,
      await renderWanted(app, {
        ...(await findWanted(request)),
        pages: listResultPages(`/choosing/${request.params.token}/result`),
      }),
    ),
  );

  addResultPages(app, { page: '/choosing/:token/result', open: findWanted });

  app.get('/choosing/:token/result.pdf', { schema }, async (request, reply) => {
    const wanted = await findWanted(request);
    return replyPdf(reply, nameDocument(wanted), await printWanted(app, reply, wanted));
  });

  app.get('/choosing/:token/meeting.ics', { schema }, async (request, reply) => {
    const { round, language } = await findWanted(request);
    const meeting = await findMeeting(app.db, round.id);
    if (!meeting) throw notFound();
    const { publicUrl } = app.config;
    return sendCalendar(reply, describeEntry(meeting, round, language), { publicUrl, language });
  });

  app.post('/choosing/:token/votes', { schema: withTicks }, async (request, reply) => {
    const chosen = [request.body.points ?? []].flat();
    try {
      await castVotes(app.db, findOpened(request).id, chosen);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return showBallot(request, reply.code(error.statusCode), { typed: chosen, refusal: error });
    }
    return reply.redirect(`/choosing/${request.params.token}?done=kept`, 303);
  });

  async function showBallot(
    request: LinkRequest,
    reply: FastifyReply,
    { typed, refusal }: { typed?: string[]; refusal?: Refusal } = {},
  ) {
    const ballot = findOpened(request);
    const { round, language } = await findWanted(request);
    const page = describeBallot(
      {
        base: `/choosing/${request.params.token}`,
        round,
        ballot,
        choosing: await findChoosing(app.db, round.id),
        meeting: await findMeeting(app.db, round.id),
        typed,
        problem: refusal?.sentence(language),
        hasVoted: (request.query as { done?: unknown }).done === 'kept' && ballot.chosen.length > 0,
      },
      language,
    );
    return reply.view('results/choosing/ballot', page);
  }
}
