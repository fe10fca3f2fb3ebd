/** Sends a rendered factsheet, as a web page or as PDF. */
import type { FastifyReply } from 'fastify';
import { documentPolicy } from '../reports/document-policy.ts';
import { QueueFull } from '../reports/print/print-queue.ts';
import { renderFactsheet } from '../reports/render-factsheet.ts';
import { renderPartnerFactsheet } from '../reports/render-partner-factsheet.ts';
import type { Language } from '../survey/texts.ts';
import type { App } from './fastify.ts';
import { findFactsheetInput } from './queries/factsheet-input.ts';
import { findPrintedFactsheet } from './queries/printed-factsheets.ts';
import type { Round } from './queries/rounds.ts';
import { noScoresYet } from './queries/scores.ts';
import { Refusal } from './refusal.ts';

export interface WantedDocument {
  round: Round;
  /** The partner's code: its own factsheet; null: that of the network. */
  partner: string | null;
  language: Language;
}

/** As a page. Refuses while there are no results yet. */
export async function sendPage(app: App, reply: FastifyReply, wanted: WantedDocument) {
  const html = await renderDocument(app, wanted);
  return reply.header('content-security-policy', documentPolicy).type('text/html; charset=utf-8').send(html);
}

/** As a PDF with a name that says what it is. Refuses while there are no results yet. */
export async function sendPdf(app: App, reply: FastifyReply, wanted: WantedDocument) {
  const html = await renderDocument(app, wanted);
  const pdf = (await findPrinted(app, wanted, html)) ?? (await print(app, html));
  return reply
    .header('content-disposition', `inline; filename="${nameFile(wanted)}.pdf"`)
    .type('application/pdf')
    .send(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength));
}

/** The network's factsheet may have been printed when the round closed. */
async function findPrinted(app: App, { round, partner, language }: WantedDocument, page: string) {
  if (partner !== null) return undefined;
  return findPrintedFactsheet(app.db, { roundId: round.id, language, page });
}

/** Refuses when too many wait for the printer. */
export async function print(app: App, html: string): Promise<Uint8Array> {
  return app.printer.print(html).catch((error: unknown) => {
    throw error instanceof QueueFull ? new Refusal(503, 'overloaded') : error;
  });
}

async function renderDocument(app: App, { round, partner, language }: WantedDocument): Promise<string> {
  const input = await findFactsheetInput(app.db, round, partner, language);
  if (!input) throw noScoresYet(round);
  return partner === null ? renderFactsheet(input) : renderPartnerFactsheet(input, partner);
}

/** Plain letters only, so that every browser and mail program reads the name alike. */
export function nameFile({ round, partner }: WantedDocument, kind = 'factsheet'): string {
  return [kind, round.municipality.name, round.network.name, round.name, partner ?? '']
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
    .slice(0, 100);
}
