/**
 * The slides of a round, for whoever may read its factsheet: as a page, and as a file to edit. They hold nothing that the
 * factsheet of the network has not; those of the desk also show what partners chose.
 */
import type { FastifyReply } from 'fastify';
import plugin from 'fastify-plugin';
import { readPolicy } from '../../../reports/document/document-policy.ts';
import { writePptx } from '../../../reports/slides/pptx/write-pptx.ts';
import { renderSlides } from '../../../reports/slides/render-slides.ts';
import type { SlidesInput } from '../../../reports/slides/slides.ts';
import type { SlideLinks } from '../../../reports/slides/slides-page.ts';
import type { Language } from '../../../survey/texts.ts';
import { listRoundNames, type Round } from '../../rounds/rounds.ts';
import { refuseWithoutScores } from '../../rounds/scores/scores.ts';
import { nameFile } from '../../text/name-file.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { limitAtOnce } from '../../web/limit-at-once.ts';
import { slideLimits } from '../../web/limits.ts';
import { offerFile } from '../../web/offer-file.ts';
import { showFactsheetInput } from '../factsheet-input.ts';
import { resultTexts } from '../texts.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** The slides as a file to edit. Refuses when too many are made at once. */
    writePptx(input: SlidesInput): Promise<Uint8Array>;
  }
}

interface WantedSlides {
  round: Round;
  language: Language;
  /** What came out of the choosing; left out for whom the factsheet is all there is. */
  votes?: SlidesInput['votes'];
}

const fileType = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

/** Lets replies make files with slides: a fifth of a second of work each. */
export const slideFiles = plugin(async (app: App) => {
  const countFile = limitAtOnce({
    all: slideLimits.atOnce,
    each: slideLimits.atOnceEach,
    refuse: () => new Refusal(503, 'slidesBusy', { seconds: slideLimits.retrySeconds }),
  });
  app.decorateReply('writePptx', async function (this: FastifyReply, input: SlidesInput) {
    countFile(this);
    return writePptx(input);
  });
});

/** Sends the page. It has a policy of its own, so that it also works as a saved file. */
export async function sendSlidesPage(
  app: App,
  reply: FastifyReply,
  { links, ...wanted }: WantedSlides & { links: SlideLinks },
) {
  const html = renderSlides(await findInput(app, wanted), links);
  return reply
    .header('content-security-policy', readPolicy(html))
    .type('text/html; charset=utf-8')
    .send(html);
}

/** The file to edit, with its name. */
export async function makeSlidesFile(app: App, reply: FastifyReply, wanted: WantedSlides) {
  const { round, language } = wanted;
  const file = await reply.writePptx(await findInput(app, wanted));
  const name = nameFile([resultTexts(language)('results.files.slides'), ...listRoundNames(round)]);
  return { name: `${name}.pptx`, file };
}

/** Sends it, to keep under this name. */
export function replySlidesFile(reply: FastifyReply, { name, file }: { name: string; file: Uint8Array }) {
  return reply
    .header('content-disposition', offerFile(name))
    .type(fileType)
    .send(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
}

async function findInput(app: App, { round, language, votes }: WantedSlides): Promise<SlidesInput> {
  const input = await showFactsheetInput(app.db, round, null, language);
  if (!input) throw refuseWithoutScores(round);
  return { ...input, votes };
}
