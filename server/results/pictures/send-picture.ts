/** A chart or the map of a round as a picture (SVG), for whoever may read its factsheet. */
import type { FastifyReply } from 'fastify';
import type { PictureName } from '../../../reports/pictures/picture-names.ts';
import { renderPicture } from '../../../reports/pictures/render-picture.ts';
import type { Language } from '../../../survey/texts.ts';
import { listRoundNames, type Round } from '../../rounds/rounds.ts';
import { refuseWithoutScores } from '../../rounds/scores/scores.ts';
import { nameFile } from '../../text/name-file.ts';
import { notFound } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { offerFile } from '../../web/offer-file.ts';
import { showFactsheetInput } from '../factsheet-input.ts';
import { resultTexts } from '../texts.ts';

/** Its style and fonts are inside; nothing else may be loaded, and nothing runs. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:";

/** Refuses while there are no results yet; a picture that the factsheet does not show is not there. */
export async function sendPicture(
  { db }: Pick<App, 'db'>,
  reply: FastifyReply,
  { round, language, picture }: { round: Round; language: Language; picture: PictureName },
) {
  const input = await showFactsheetInput(db, round, null, language);
  if (!input) throw refuseWithoutScores(round);
  const svg = renderPicture(picture, input);
  if (svg === undefined) throw notFound();
  return reply
    .header('content-security-policy', policy)
    .header('content-disposition', offerFile(`${namePicture(picture, round, language)}.svg`, 'inline'))
    .type('image/svg+xml; charset=utf-8')
    .send(svg);
}

/** What it is and whose, without what comes after the dot. */
export function namePicture(picture: PictureName, round: Round, language: Language): string {
  return nameFile([resultTexts(language)(`results.pictures.files.${picture}`), ...listRoundNames(round)]);
}
