/** The job that prints the factsheet of a round that closed, so that it is there at once when somebody wants it. */
import { renderFactsheet } from '../../reports/factsheet/render-factsheet.ts';
import { findRound } from '../rounds/rounds.ts';
import type { App } from '../web/fastify.ts';
import { findFactsheetInput } from './factsheet-input.ts';
import { storePrintedFactsheet } from './printed-factsheets.ts';

/** In the language of the round; without results there is nothing to print. */
export async function printFactsheet({ db, printer }: App, roundId: string): Promise<void> {
  const round = await findRound(db, roundId);
  const input = await findFactsheetInput(db, round, null, round.language);
  if (!input) return;
  const page = renderFactsheet(input);
  await storePrintedFactsheet(db, {
    roundId,
    language: round.language,
    page,
    pdf: await printer.print(page),
  });
}
