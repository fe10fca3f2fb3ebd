/**
 * The other forms of a factsheet that somebody reads behind a link: the map, the slides, and charts as pictures. They
 * hold nothing that the factsheet has not, so whoever opens the link of one opens them too, and nobody else.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { FactsheetPages } from '../../reports/figures/factsheet-input.ts';
import { pictureNames } from '../../reports/pictures/picture-names.ts';
import type { Language } from '../../survey/texts.ts';
import type { Round } from '../rounds/rounds.ts';
import type { App } from '../web/fastify.ts';
import { sendMap } from './map/send-map.ts';
import { sendPicture } from './pictures/send-picture.ts';
import { makeSlidesFile, replySlidesFile, sendSlidesPage } from './slides/send-slides.ts';

const params = Type.Object({ token: Type.String() });

type LinkRequest = FastifyRequest<{ Params: { token: string } }>;

interface Behind {
  /** The address of the factsheet, with `:token` in it. */
  page: string;
  /** The access check of the link: gives what it opens, and refuses one that opens no factsheet. */
  open: (request: LinkRequest) => Promise<{ round: Round; language: Language }>;
  config?: { afterClosing: true };
}

/** The addresses of these pages, for the factsheet at this one. */
export function listResultPages(page: string): FactsheetPages {
  return { map: `${page}/map`, slides: `${page}/slides`, pictures: `${page}/pictures` };
}

export function addResultPages(app: App, { page, open, config = {} as never }: Behind): void {
  const options = { schema: { params }, config };
  const add = (path: string, send: (request: LinkRequest, reply: FastifyReply) => Promise<unknown>) =>
    app.get(`${page}/${path}`, options, async (request, reply) => send(request as LinkRequest, reply));
  const pageOf = ({ params: { token } }: LinkRequest) => page.replace(':token', token);

  add('map', async (request, reply) =>
    // What partners wrote about themselves, and other rounds, are shared by links of their own.
    sendMap(app, reply, {
      ...(await open(request)),
      back: pageOf(request),
      rounds: [],
      hasProfiles: false,
    }),
  );

  add('slides', async (request, reply) => {
    const back = pageOf(request);
    return sendSlidesPage(app, reply, {
      ...(await open(request)),
      links: { pptx: `${back}/slides.pptx`, back },
    });
  });

  add('slides.pptx', async (request, reply) =>
    replySlidesFile(reply, await makeSlidesFile(app, reply, await open(request))),
  );

  for (const picture of pictureNames)
    add(`pictures/${picture}.svg`, async (request, reply) =>
      sendPicture(app, reply, { ...(await open(request)), picture }),
    );
}
