/** A factsheet or a mirror for whoever asks for it now, as a web page or as PDF. */
import type { FastifyReply } from 'fastify';
import { readPolicy } from '../../reports/document/document-policy.ts';
import { renderFactsheet } from '../../reports/factsheet/render-factsheet.ts';
import type { FactsheetInput, FactsheetPages } from '../../reports/figures/factsheet-input.ts';
import { renderMirror } from '../../reports/mirror/render-mirror.ts';
import type { Language } from '../../survey/texts.ts';
import { listRoundNames, type Round } from '../rounds/rounds.ts';
import { refuseWithoutScores } from '../rounds/scores/scores.ts';
import { nameFile } from '../text/name-file.ts';
import type { App } from '../web/fastify.ts';
import { showFactsheetInput } from './factsheet-input.ts';
import { type DocumentKey, findPrinted, printDocument, type RenderAt } from './printed-documents.ts';
import { resultTexts } from './texts.ts';

export interface WantedFactsheet {
  round: Round;
  /** The partner's code: its own mirror; null: the factsheet of the network. */
  partner: string | null;
  language: Language;
  /** What else its reader may open, for the factsheet as a page. */
  pages?: FactsheetPages | undefined;
}

/** As a page. Refuses while there are no results yet. */
export async function renderWanted(app: App, wanted: WantedFactsheet): Promise<string> {
  return render({ ...(await findInput(app, wanted)), pages: wanted.pages }, wanted);
}

/** As a PDF, which is printed when it was not yet. Refuses while there are no results yet. */
export async function printWanted(
  app: App,
  reply: FastifyReply,
  wanted: WantedFactsheet,
): Promise<Uint8Array> {
  return findOrPrint(app, reply, wanted, await findInput(app, wanted));
}

/** Sends the page. It has a policy of its own, so that it also works as a saved file. */
export function replyFactsheet(reply: FastifyReply, html: string) {
  return reply
    .header('content-security-policy', readPolicy(html))
    .type('text/html; charset=utf-8')
    .send(html);
}

/** While the round is open every answer makes it another document; of a closed round the print is kept. */
async function findOrPrint(
  app: App,
  reply: FastifyReply,
  wanted: WantedFactsheet,
  input: FactsheetInput,
): Promise<Uint8Array> {
  const renderAt: RenderAt = (printedAt) => render({ ...input, printedOn: printedAt.toISOString() }, wanted);
  if (wanted.round.status !== 'closed') return reply.print(renderAt(new Date()));
  const key = await findKey(app, wanted);
  return (
    (await findPrinted(app.db, key, renderAt)) ??
    (await printDocument(app.db, key, { renderAt, print: (page) => reply.print(page) }))
  );
}

async function findKey(
  { db }: Pick<App, 'db'>,
  { round, partner, language }: WantedFactsheet,
): Promise<DocumentKey> {
  if (partner === null) return { roundId: round.id, kind: 'factsheet', partnerId: null, language };
  const { partnerId } = await db
    .selectFrom('roundPartner')
    .select('partnerId')
    .where('roundId', '=', round.id)
    .where('code', '=', partner)
    .executeTakeFirstOrThrow();
  return { roundId: round.id, kind: 'mirror', partnerId, language };
}

async function findInput(app: App, { round, partner, language }: WantedFactsheet): Promise<FactsheetInput> {
  const input = await showFactsheetInput(app.db, round, partner, language);
  if (!input) throw refuseWithoutScores(round);
  return input;
}

function render(input: FactsheetInput, { partner }: Pick<WantedFactsheet, 'partner'>): string {
  return partner === null ? renderFactsheet(input) : renderMirror(input, partner);
}

/** A name that says what it is and whose, in the language of the document, without what comes after the dot. */
export function nameDocument({ round, partner, language }: WantedFactsheet): string {
  const what = resultTexts(language)(`results.files.${partner === null ? 'factsheet' : 'mirror'}`);
  return nameFile([what, ...listRoundNames(round), partner ?? '']);
}
