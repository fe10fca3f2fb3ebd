/**
 * The comments of a closed round, read by the coordinator at the desk and nowhere else: no file, no print, no API, no share.
 * A theme of which nothing may be read looks the same whatever there is.
 */
import type { Concept } from '../../../survey/instrument.ts';
import { findPlainName } from '../../../survey/plain-name.ts';
import type { Language } from '../../../survey/texts.ts';
import { findInstrument } from '../../../survey/versions.ts';
import type { DeskRule } from '../../desk/desk.ts';
import { readerLanguage } from '../../desk/submit-form.ts';
import { roundParams } from '../../rounds/round-frame.ts';
import type { App } from '../../web/fastify.ts';
import { listLimits } from '../../web/limits.ts';
import { findChosenPlace } from '../factsheet-choices/choice-frame.ts';
import { listComments, type ThemeComments } from './comments.ts';
import { commentTexts } from './texts.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/comments/comments': {
      themes: ReturnType<typeof describeTheme>[];
      ownWords: string;
      /** Where she writes for researchers; there whatever there is. */
      cleaned: string;
      back: string;
    };
  }
}

const read: DeskRule = { thing: 'comments', verb: 'read' };

export async function deskCommentRoutes(app: App) {
  app.get(
    '/rounds/:round/comments',
    { config: { desk: read }, schema: { params: roundParams } },
    async (request, reply) => {
      const language = readerLanguage(request);
      // Marks the result as seen before anything is read: a round that opens again can't be compared with what stood here.
      const { round, crumbs, back } = await findChosenPlace(app, request, request.params.round);
      const instrument = findInstrument(round.instrument.id, round.instrument.version);
      if (!instrument) throw new Error(`Round ${round.id} names an instrument that is not shipped.`);
      const concepts = new Map(instrument.concepts.map((concept) => [concept.id, concept]));
      const comments = await listComments(app.db, round.id, instrument);
      return reply.desk('results/comments/comments', {
        title: commentTexts(language)('comments.title'),
        crumbs,
        themes: comments.map((one) => describeTheme(one, concepts.get(one.theme)!, language)),
        ownWords: `/desk/rounds/${round.id}/own-words`,
        cleaned: `/desk/rounds/${round.id}/cleaned-comments`,
        back,
      });
    },
  );
}

function describeTheme({ theme, texts }: ThemeComments, concept: Concept, language: Language) {
  const { comments: most } = listLimits;
  return {
    id: `theme-${theme}`,
    name: findPlainName(concept.name?.[language] ?? theme),
    question: concept.openQuestion?.[language],
    texts: texts.slice(0, most),
    more: texts.length > most ? commentTexts(language)('comments.more', { count: most }) : undefined,
  };
}
