/**
 * Results in the API: the scores as the disclosure rule lets them through, and the factsheet of the network. A
 * mirror is not here: it is the partner's own, and reaches it by a share.
 */
import { Type } from 'typebox';
import type { DisclosedScores } from '../../scoring/scores.ts';
import { logAccess } from '../log/log-access.ts';
import { findRound, listRoundNames } from '../rounds/rounds.ts';
import { refuseWithoutScores, showScores } from '../rounds/scores/scores.ts';
import { LanguageCode, refusal, roundParams } from '../web/api/shapes.ts';
import type { App } from '../web/fastify.ts';
import { replyCsv } from '../web/send-csv.ts';
import { replyPdf } from '../web/send-pdf.ts';
import { nameDocument, printWanted, renderWanted, replyFactsheet } from './send-factsheet.ts';
import { tabulateScores } from './tabulate-scores.ts';
import { resultTexts } from './texts.ts';

const tags = ['Results'];
const whenOpen =
  'While the round is open there are results only when it was opened with interimResults; else 409.';
const lang = Type.Object({ lang: Type.Optional(LanguageCode) });

export async function resultRoutes(app: App) {
  app.get(
    '/rounds/:round/scores',
    {
      schema: {
        tags,
        summary: 'Read the scores of a round',
        description:
          `${whenOpen} A score that may not be shown stands as {"withheld": reason}. With \`Accept: text/csv\` the ` +
          'answer is a file for R, SPSS and programs (RFC 4180: commas, decimal points, no byte-order mark): a row for each ' +
          'concept and facet. Figures are rounded by how many ' +
          'partners stand behind them: index and mean to 5 points of the index below 10 partners, else to 1; intervals ' +
          'outward to 20 (5 and 6 partners), 10 (to 9), 5 (to 19) or 1; sd, ad, rwg and ICCs from 15 partners; alpha and ' +
          'omega from 30 people in 10 partners. A theme with `coarse` is rounded as with 5 partners. While the round is ' +
          'open, the index goes to 10 points and there is no interval. Who has the answers gets all digits from the ' +
          '`score` command with --unprotected.',
        params: roundParams,
        querystring: Type.Object({
          reader: Type.Optional(
            Type.Enum(['network', 'coordinator'], {
              description:
                'network (when left out): what everybody may see. coordinator: also the scores of partners that ' +
                'allow it, unless that would give those of others away.',
            }),
          ),
        }),
        response: {
          200: {
            description: 'The scores.',
            content: {
              'application/json': {
                schema: Type.Unsafe<DisclosedScores>({ type: 'object', additionalProperties: true }),
              },
              'text/csv': { schema: Type.String() },
            },
          },
          ...refusal,
        },
      },
    },
    async (request, reply) => {
      const round = await findRound(app.db, request.params.round);
      const scores = await showScores(app.db, round, { kind: request.query.reader ?? 'network' });
      if (!scores) throw refuseWithoutScores(round);
      await logAccess(request.acting, { action: 'results.scoresDownloaded', roundId: round.id });
      if (!request.headers.accept?.includes('text/csv')) return scores;
      const { language } = round;
      const what = resultTexts(language)('results.files.scores');
      const file = { reader: 'programs', language, what, of: listRoundNames(round) } as const;
      return replyCsv(reply, file, tabulateScores(scores));
    },
  );

  app.get(
    '/rounds/:round/factsheet',
    {
      schema: {
        tags,
        summary: 'Read the factsheet of the network as a web page',
        description: whenOpen,
        params: roundParams,
        querystring: lang,
        response: {
          200: { description: 'A page.', content: { 'text/html': { schema: Type.String() } } },
          ...refusal,
        },
      },
    },
    async (request, reply) => {
      const round = await findRound(app.db, request.params.round);
      const wanted = { round, partner: null, language: request.query.lang ?? round.language };
      const html = await renderWanted(app, wanted);
      await logAccess(request.acting, { action: 'results.factsheetDownloaded', roundId: round.id });
      return replyFactsheet(reply, html);
    },
  );

  app.get(
    '/rounds/:round/factsheet.pdf',
    {
      schema: {
        tags,
        summary: 'Print the factsheet of the network',
        description: whenOpen,
        params: roundParams,
        querystring: lang,
        response: {
          200: { description: 'A PDF.', content: { 'application/pdf': { schema: Type.String() } } },
          ...refusal,
        },
      },
    },
    async (request, reply) => {
      const round = await findRound(app.db, request.params.round);
      const wanted = { round, partner: null, language: request.query.lang ?? round.language };
      const pdf = await printWanted(app, reply, wanted);
      await logAccess(request.acting, { action: 'results.factsheetDownloaded', roundId: round.id });
      return replyPdf(reply, nameDocument(wanted), pdf);
    },
  );
}
