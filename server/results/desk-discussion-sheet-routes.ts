/**
 * The discussion sheets of a round, as a page and as a PDF, for everybody who may read its factsheet: they hold
 * nothing that the factsheet of the network has not. With `?with=attention` also those of the points that need
 * attention.
 */
import type { FastifyRequest } from 'fastify';
import { renderDiscussionSheets } from '../../reports/discussion-sheets/render-discussion-sheets.ts';
import { readPolicy } from '../../reports/document/document-policy.ts';
import { readQuery } from '../desk/fields.ts';
import { logAccess } from '../log/log-access.ts';
import { roundParams } from '../rounds/round-frame.ts';
import { findRound, listRoundNames } from '../rounds/rounds.ts';
import { refuseWithoutScores } from '../rounds/scores/scores.ts';
import { nameFile } from '../text/name-file.ts';
import type { App } from '../web/fastify.ts';
import { replyPdf } from '../web/send-pdf.ts';
import { agreementTexts } from './agreements/texts.ts';
import { showFactsheetInput } from './factsheet-input.ts';

const schema = { params: roundParams };

export async function deskDiscussionSheetRoutes(app: App) {
  app.get(
    '/rounds/:round/discussion-sheets',
    { config: { desk: { thing: 'results', verb: 'read' } }, schema },
    async (request, reply) => {
      const { html } = await render(request, request.params.round);
      // A policy of its own, so that it also works as a saved file.
      return reply
        .header('content-security-policy', readPolicy(html))
        .type('text/html; charset=utf-8')
        .send(html);
    },
  );

  app.get(
    '/rounds/:round/discussion-sheets.pdf',
    {
      config: { desk: { thing: 'results', verb: 'download' } },
      schema,
    },
    async (request, reply) => {
      const { html, round, language } = await render(request, request.params.round);
      const name = nameFile([agreementTexts(language)('agreements.sheets.title'), ...listRoundNames(round)]);
      const pdf = await reply.print(html);
      await logAccess(request.acting, { action: 'agreements.sheetsDownloaded', roundId: round.id });
      return replyPdf(reply, name, pdf);
    },
  );

  async function render(request: FastifyRequest, roundId: string) {
    const round = await findRound(app.db, roundId);
    const language = request.chosenLanguage ?? round.language;
    const input = await showFactsheetInput(app.db, round, null, language);
    if (!input) throw refuseWithoutScores(round);
    const html = renderDiscussionSheets(input, { attention: readQuery(request, 'with') === 'attention' });
    return { html, round, language };
  }
}
