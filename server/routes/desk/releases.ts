/** The release of a closed round to researchers, and its withdrawal. */
import type { App } from '../../fastify.ts';
import type { DeskRule } from '../../plugins/desk.ts';
import { releaseRound, withdrawRelease } from '../../queries/releases.ts';
import { roundParams } from './round-frame.ts';

const change = (action: string): DeskRule => ({ thing: 'network', verb: 'change', action });
const schema = { params: roundParams };

export async function deskReleaseRoutes(app: App) {
  app.post(
    '/rounds/:round/release',
    { config: { desk: change('reading.released') }, schema },
    async (request, reply) => {
      await releaseRound(app.db, request.params.round);
      return reply.redirect(`/desk/rounds/${request.params.round}/results?done=released`, 303);
    },
  );

  app.post(
    '/rounds/:round/release-withdrawal',
    { config: { desk: change('reading.releaseWithdrawn') }, schema },
    async (request, reply) => {
      await withdrawRelease(app.db, request.params.round);
      return reply.redirect(`/desk/rounds/${request.params.round}/results?done=withdrawn`, 303);
    },
  );
}
