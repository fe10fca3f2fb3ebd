/** The release of a closed round to researchers, and its withdrawal. */

import type { DeskRule } from '../../desk/desk.ts';
import { roundParams } from '../../rounds/round-frame.ts';
import type { Action } from '../../text/page-texts.ts';
import type { App } from '../../web/fastify.ts';
import { resultDone } from '../result-done.ts';
import { releaseRound, withdrawRelease } from './releases.ts';

const change = (action: Action): DeskRule => ({ thing: 'network', verb: 'change', action });
const schema = { params: roundParams };

export async function deskReleaseRoutes(app: App) {
  app.post(
    '/rounds/:round/release',
    { config: { desk: change('results.released') }, schema },
    async (request, reply) => {
      await releaseRound(app.db, request.params.round);
      return reply.redirect(
        resultDone.after(`/desk/rounds/${request.params.round}/results`, 'released'),
        303,
      );
    },
  );

  app.post(
    '/rounds/:round/release-withdrawal',
    { config: { desk: change('results.releaseWithdrawn') }, schema },
    async (request, reply) => {
      await withdrawRelease(app.db, request.params.round);
      return reply.redirect(
        resultDone.after(`/desk/rounds/${request.params.round}/results`, 'withdrawn'),
        303,
      );
    },
  );
}
