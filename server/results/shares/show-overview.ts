/** The overview of a round as a page. */
import type { FastifyReply } from 'fastify';
import type { Language } from '../../../survey/texts.ts';
import { listParticipation, type Round } from '../../rounds/rounds.ts';
import type { App } from '../../web/fastify.ts';
import { showFactsheetInput } from '../factsheet-input.ts';
import { describeOverview } from './describe-overview.ts';

export async function showOverview(
  { db }: Pick<App, 'db'>,
  reply: FastifyReply,
  { round, language }: { round: Round; language: Language },
): Promise<FastifyReply> {
  const overview = describeOverview({
    language,
    round,
    partners: await listParticipation(db, round.id),
    factsheet: await showFactsheetInput(db, round, null, language),
  });
  return reply.view('results/shares/overview', overview);
}
