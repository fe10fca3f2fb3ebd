/** The job that prints the factsheet of a round that closed, so that nobody has to wait for it. */
import { renderFactsheet } from '../../reports/factsheet/render-factsheet.ts';
import { findRound } from '../rounds/rounds.ts';
import type { App } from '../web/fastify.ts';
import { findFactsheetInput } from './factsheet-input.ts';
import { findPrinted, printDocument, type RenderAt } from './printed-documents.ts';

/** In the language of the round; without results there is nothing to print. */
export async function printFactsheet(
  { db, printer }: Pick<App, 'db' | 'printer'>,
  roundId: string,
): Promise<void> {
  const round = await findRound(db, roundId);
  const { language } = round;
  const input = await findFactsheetInput(db, round, null, language);
  if (!input) return;
  const key = { roundId, kind: 'factsheet', partnerId: null, language } as const;
  const renderAt: RenderAt = (printedAt) => renderFactsheet({ ...input, printedOn: printedAt.toISOString() });
  if (await findPrinted(db, key, renderAt)) return;
  await printDocument(db, key, { renderAt, print: (page) => printer.print(page) });
}
