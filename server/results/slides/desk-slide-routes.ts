/** The slides of a round at the desk, for everybody who may read its factsheet. */
import { logAccess } from '../../log/log-access.ts';
import { roundParams } from '../../rounds/round-frame.ts';
import { findRound } from '../../rounds/rounds.ts';
import type { App } from '../../web/fastify.ts';
import { findVotes } from '../choosing/find-votes.ts';
import { makeSlidesFile, replySlidesFile, sendSlidesPage } from './send-slides.ts';

const schema = { params: roundParams };

export async function deskSlideRoutes(app: App) {
  app.get(
    '/rounds/:round/slides',
    { config: { desk: { thing: 'results', verb: 'read' } }, schema },
    async (request, reply) => {
      const round = await findRound(app.db, request.params.round);
      const address = `/desk/rounds/${round.id}`;
      const links = { pptx: `${address}/slides.pptx`, back: `${address}/results` };
      const language = request.chosenLanguage ?? round.language;
      const votes = await findVotes(app.db, round, language);
      return sendSlidesPage(app, reply, { round, language, votes, links });
    },
  );

  app.get(
    '/rounds/:round/slides.pptx',
    { config: { desk: { thing: 'results', verb: 'download' } }, schema },
    async (request, reply) => {
      const round = await findRound(app.db, request.params.round);
      const language = request.chosenLanguage ?? round.language;
      const votes = await findVotes(app.db, round, language);
      const made = await makeSlidesFile(app, reply, { round, language, votes });
      await logAccess(request.acting, { action: 'results.slidesDownloaded', roundId: round.id });
      return replySlidesFile(reply, made);
    },
  );
}
