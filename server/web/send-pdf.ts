/** Prints a document that somebody waits for, and sends it as PDF. Who goes away waits for it no longer. */
import type { FastifyReply } from 'fastify';
import plugin from 'fastify-plugin';
import { QueueFull } from '../../reports/print/work-queue.ts';
import { Refusal } from '../text/refusal.ts';
import type { App } from './fastify.ts';
import { limitAtOnce } from './limit-at-once.ts';
import { printLimits } from './limits.ts';
import { offerFile } from './offer-file.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** The PDF of this document. Refuses when too many wait for the printer, or too many of one visitor. */
    print(html: string): Promise<Uint8Array>;
  }
}

const refuse = () => new Refusal(503, 'printerBusy', { seconds: printLimits.retrySeconds });

export const printing = plugin(async (app: App) => {
  const countPrint = limitAtOnce({ all: Infinity, each: printLimits.atOnceEach, refuse });

  app.decorateReply('print', async function (this: FastifyReply, html: string) {
    countPrint(this);
    try {
      return await app.printer.print(html, signalLeaving(this));
    } catch (error) {
      throw error instanceof QueueFull ? refuse() : error;
    }
  });
});

/** Aborts when the visitor closes the connection before the answer is there. What is refused then reaches nobody. */
function signalLeaving({ raw }: FastifyReply): AbortSignal {
  const left = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) left.abort(refuse());
  });
  if (raw.closed) left.abort(refuse());
  return left.signal;
}

/** To look at, and to keep under this name. */
export function replyPdf(reply: FastifyReply, name: string, pdf: Uint8Array) {
  return reply
    .header('content-disposition', offerFile(`${name}.pdf`, 'inline'))
    .type('application/pdf')
    .send(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength));
}
