/** What the pages share on which the coordinator adds to a factsheet: the round, what is stored, and the way back. */
import type { FastifyRequest } from 'fastify';
import { readerLanguage } from '../../desk/submit-form.ts';
import { markSeen } from '../../rounds/reopening.ts';
import { findRound } from '../../rounds/rounds.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { resultTexts } from '../texts.ts';
import { findFactsheetChoices, isHandedOut } from './factsheet-choices.ts';

/** Refuses a round that is not closed. Who comes here sees something of the result. */
export async function findChosenPlace({ db }: Pick<App, 'db'>, request: FastifyRequest, roundId: string) {
  const round = await findRound(db, roundId);
  if (round.status !== 'closed') throw new Refusal(409, 'factsheetAfterClosing');
  await markSeen(db, roundId);
  const t = resultTexts(readerLanguage(request));
  const back = `/desk/rounds/${round.id}/results`;
  return {
    round,
    ...(await findFactsheetChoices(db, roundId)),
    isHandedOut: await isHandedOut(db, roundId),
    back,
    crumbs: [
      { href: '/desk/results', label: t('results.title') },
      { href: back, label: t('results.roundNamed', { name: round.name }) },
    ],
  };
}
