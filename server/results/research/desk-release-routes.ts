/** The release of a closed round to researchers, and its withdrawal. */

import type { DeskRule } from '../../desk/desk.ts';
import { roundParams } from '../../rounds/round-frame.ts';
import type { App } from '../../web/fastify.ts';
import { resultDone } from '../result-done.ts';
import { releaseRound, withdrawRelease } from './release-round.ts';

const change = {
  config: { desk: { thing: 'network', verb: 'change' } satisfies DeskRule },
  schema: { params: roundParams },
};

export async function deskReleaseRoutes(app: App) {
  app.post('/rounds/:round/release', change, async (request, reply) => {
    const { round } = request.params;
    await releaseRound(request.acting, round);
    return reply.redirect(resultDone.after(`/desk/rounds/${round}/results`, 'released'), 303);
  });

  app.post('/rounds/:round/release-withdrawal', change, async (request, reply) => {
    const { round } = request.params;
    await withdrawRelease(request.acting, round);
    return reply.redirect(resultDone.after(`/desk/rounds/${round}/results`, 'withdrawn'), 303);
  });
}
