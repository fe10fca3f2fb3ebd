/** Opening a planned round on the desk: a final check, and the button. */
import type { FastifyReply } from 'fastify';
import type { DeskRule } from '../desk/desk.ts';
import { type Refused, readerLanguage, submitForm } from '../desk/submit-form.ts';
import type { App } from '../web/fastify.ts';
import { describeOpening } from './describe-opening.ts';
import { openRound } from './open-round.ts';
import { chooseOpenedNotice, roundCrumbs, roundDone, roundParams } from './round-frame.ts';
import { findRound } from './rounds.ts';
import { roundTexts } from './texts.ts';

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

export async function deskOpeningRoutes(
  app: App,
  { showRound }: { showRound: (reply: FastifyReply, id: string, refused: Refused) => Promise<unknown> },
) {
  app.get(
    '/rounds/:round/opening',
    { config: { desk: read }, schema: { params: roundParams } },
    async (request, reply) => {
      const round = await findRound(app.db, request.params.round);
      if (round.status !== 'planned') return reply.redirect(`/desk/rounds/${round.id}`, 303);
      return reply.desk('rounds/round-check', {
        title: roundTexts(readerLanguage(request))('rounds.check.title'),
        crumbs: roundCrumbs(request, { network: round.network, round }),
        action: `/desk/rounds/${round.id}/opening`,
        fields: undefined,
        backFields: undefined,
        back: `/desk/rounds/${round.id}`,
        ...(await describeOpening(app, request, round.network, round)),
      });
    },
  );

  app.post(
    '/rounds/:round/opening',
    { config: { desk: change }, schema: { params: roundParams } },
    (request, reply) =>
      submitForm(
        reply,
        async () => {
          const { round } = request.params;
          await openRound(request.acting, round);
          return roundDone.after(`/desk/rounds/${round}`, chooseOpenedNotice(app.config));
        },
        (refused) => showRound(reply, request.params.round, refused),
      ),
  );
}
