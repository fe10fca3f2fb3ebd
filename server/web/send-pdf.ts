/** Prints a document that somebody waits for, and sends it as PDF. */
import type { FastifyReply } from 'fastify';
import { QueueFull } from '../../reports/print/print-queue.ts';
import { Refusal } from '../text/refusal.ts';
import type { App } from './fastify.ts';

/** Refuses when too many wait for the printer. */
export async function print({ printer }: Pick<App, 'printer'>, html: string): Promise<Uint8Array> {
  return printer.print(html).catch((error: unknown) => {
    throw error instanceof QueueFull ? new Refusal(503, 'overloaded') : error;
  });
}

/** To look at, and to keep under this name. */
export function replyPdf(reply: FastifyReply, name: string, pdf: Uint8Array) {
  return reply
    .header('content-disposition', `inline; filename="${name}.pdf"`)
    .type('application/pdf')
    .send(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength));
}
