/** The charts and the map of a round at the desk, as pictures: they show no more than the page on which they stand. */
import { pictureNames } from '../../../reports/pictures/picture-names.ts';
import { roundParams } from '../../rounds/round-frame.ts';
import { findRound } from '../../rounds/rounds.ts';
import type { App } from '../../web/fastify.ts';
import { sendPicture } from './send-picture.ts';

export async function deskPictureRoutes(app: App) {
  for (const picture of pictureNames)
    app.get(
      `/rounds/:round/pictures/${picture}.svg`,
      { config: { desk: { thing: 'results', verb: 'read' } }, schema: { params: roundParams } },
      async (request, reply) => {
        const round = await findRound(app.db, (request.params as { round: string }).round);
        return sendPicture(app, reply, {
          round,
          language: request.chosenLanguage ?? round.language,
          picture,
        });
      },
    );
}
