/** Sends a rendered factsheet, as a web page or as PDF. */
import type { FastifyReply } from 'fastify';
import { documentPolicy } from '../../reports/document/document-policy.ts';
import { renderFactsheet } from '../../reports/factsheet/render-factsheet.ts';
import type { FactsheetInput } from '../../reports/figures/factsheet-input.ts';
import { renderPartnerFactsheet } from '../../reports/mirror/render-mirror.ts';
import { QueueFull } from '../../reports/print/print-queue.ts';
import type { Language } from '../../survey/texts.ts';
import type { Round } from '../rounds/rounds.ts';
import { noScoresYet } from '../rounds/scores/scores.ts';
import { Refusal } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { findFactsheetInput } from './factsheet-input.ts';
import { findOwnMirror } from './mirrors/printed-mirrors.ts';
import { findPrintedFactsheet } from './printed-factsheets.ts';

export interface WantedDocument {
  round: Round;
  /** The partner's code: its own factsheet; null: that of the network. */
  partner: string | null;
  language: Language;
}

/** As a page. Refuses while there are no results yet. */
export async function sendPage(app: App, reply: FastifyReply, wanted: WantedDocument) {
  const html = renderInput(await findInput(app, wanted), wanted);
  return reply.header('content-security-policy', documentPolicy).type('text/html; charset=utf-8').send(html);
}

/** As a PDF with a name that says what it is. Refuses while there are no results yet. */
export async function sendPdf(app: App, reply: FastifyReply, wanted: WantedDocument) {
  const input = await findInput(app, wanted);
  const pdf = (await findPrinted(app, wanted, input)) ?? (await print(app, renderInput(input, wanted)));
  return replyPdf(reply, nameFile(wanted), pdf);
}

/** To look at, and to keep under this name. */
export function replyPdf(reply: FastifyReply, name: string, pdf: Uint8Array) {
  return reply
    .header('content-disposition', `inline; filename="${name}.pdf"`)
    .type('application/pdf')
    .send(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength));
}

/** The network's factsheet may have been printed when the round closed, and a mirror when they were handed out. */
async function findPrinted({ db }: App, wanted: WantedDocument, input: FactsheetInput) {
  const { round, partner, language } = wanted;
  if (partner === null) {
    return findPrintedFactsheet(db, { roundId: round.id, language, page: renderInput(input, wanted) });
  }
  return findOwnMirror(db, {
    roundId: round.id,
    partner,
    language,
    render: (printedAt) => renderInput({ ...input, printedOn: printedAt.toISOString() }, wanted),
  });
}

/** Refuses when too many wait for the printer. */
export async function print(app: App, html: string): Promise<Uint8Array> {
  return app.printer.print(html).catch((error: unknown) => {
    throw error instanceof QueueFull ? new Refusal(503, 'overloaded') : error;
  });
}

async function findInput(app: App, { round, partner, language }: WantedDocument): Promise<FactsheetInput> {
  const input = await findFactsheetInput(app.db, round, partner, language);
  if (!input) throw noScoresYet(round);
  return input;
}

function renderInput(input: FactsheetInput, { partner }: Pick<WantedDocument, 'partner'>): string {
  return partner === null ? renderFactsheet(input) : renderPartnerFactsheet(input, partner);
}

/** A name that says what it is, without what comes after the dot. */
export function nameFile({ round, partner }: WantedDocument, kind = 'factsheet'): string {
  return spellPlainly([kind, round.municipality.name, round.network.name, round.name, partner ?? '']);
}

/** Plain letters only, so that every browser and mail program reads the name alike. */
export function spellPlainly(words: readonly string[]): string {
  return words
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
    .slice(0, 100);
}
