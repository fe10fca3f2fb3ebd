/** The map of a round at the desk, with the rounds of its network that the same reader may see. */
import type { DeskRule } from '../../desk/desk.ts';
import { roundParams } from '../../rounds/round-frame.ts';
import { findRound } from '../../rounds/rounds.ts';
import type { App } from '../../web/fastify.ts';
import { listResults } from '../results.ts';
import { sendMap } from './send-map.ts';

const read: DeskRule = { thing: 'results', verb: 'read' };
const schema = { params: roundParams };

export async function deskMapRoutes(app: App) {
  app.get('/rounds/:round/map', { config: { desk: read }, schema }, async (request, reply) => {
    const round = await findRound(app.db, request.params.round);
    const results = await listResults(app.db, request.session);
    const others = results.filter(({ network, id }) => network.id === round.network.id && id !== round.id);
    const endOf = ({ closedAt }: { closedAt: Date | null }) =>
      closedAt?.getTime() ?? Number.POSITIVE_INFINITY;
    return sendMap(app, reply, {
      round,
      // Of those who read it together, unless another one was chosen on this device.
      language: request.chosenLanguage ?? round.language,
      back: `/desk/rounds/${round.id}/results`,
      rounds: [
        { name: round.name, href: undefined, closedAt: round.closedAt },
        ...others.map(({ id, name, closedAt }) => ({ name, href: `/desk/rounds/${id}/map`, closedAt })),
      ].sort((a, b) => (endOf(b) === endOf(a) ? 0 : endOf(b) > endOf(a) ? 1 : -1)),
      hasProfiles: true,
    });
  });
}
