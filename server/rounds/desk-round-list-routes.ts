/** The rounds of a network on the desk. */
import type { DeskRule } from '../desk/desk.ts';
import { networkParams } from '../desk/fields.ts';
import { readerLanguage } from '../desk/submit-form.ts';
import { findNetwork } from '../networks/networks.ts';
import type { App } from '../web/fastify.ts';
import { countResponse } from './describe-response.ts';
import { describeRoundRow } from './describe-round.ts';
import { roundCrumbs, roundDone } from './round-frame.ts';
import { listParticipation, listRounds } from './rounds.ts';
import { roundTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'rounds/rounds': {
      done: string | undefined;
      newHref: string;
      rounds: readonly ReturnType<typeof describeRoundRow>[];
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };

export async function deskRoundListRoutes(app: App) {
  app.get(
    '/networks/:network/rounds',
    { config: { desk: read }, schema: { params: networkParams } },
    async (request, reply) => {
      const network = await findNetwork(app.db, request.params.network);
      const rounds = await listRounds(app.db, network.id);
      const rows = await Promise.all(
        rounds.map(async (round) => {
          const people = countResponse(await listParticipation(app.db, round.id));
          return describeRoundRow(round, people, readerLanguage(request));
        }),
      );
      return reply.desk('rounds/rounds', {
        title: roundTexts(readerLanguage(request))('rounds.title'),
        crumbs: roundCrumbs(request, { network, isList: true }),
        done: roundDone.read(request),
        newHref: `/desk/networks/${network.id}/rounds/new`,
        rounds: rows,
      });
    },
  );
}
