/** Closing a round, by the coordinator or by the clock: from then on nobody can answer, and the scores are final. */
import { sql } from 'kysely';
import { scoreNetwork } from '../../scoring/score-network.ts';
import { type Acting, act } from '../log/act.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import { planNextRound } from './plan-next-round.ts';
import { findEarlierAgreements } from './scores/earlier-agreements.ts';
import { countMailedAnswers } from './scores/mailed-answers.ts';
import { countRoundNonresponse } from './scores/nonresponse.ts';
import { findScoringInput } from './scores/scoring-input.ts';

/**
 * Closes a round and stores its scores with it, in one transaction that holds the round: a save of answers holds
 * it too, so none comes between the reading of the answers and the closing. Closing again changes nothing. Refuses
 * a round that never opened.
 */
export function closeRound(acting: Acting, id: string): Promise<void> {
  return act(acting, async (change) => {
    const { db, jobs } = change;
    const round = await db
      .selectFrom('round')
      .select(['networkId', 'openedAt', 'closedAt'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!round) throw notFound();
    if (!round.openedAt) throw new Refusal(409, 'roundNotOpen');
    if (round.closedAt) return change.unchanged();
    const input = await findScoringInput(db, id);
    const scores = scoreNetwork(input);
    const nonresponse = await countRoundNonresponse(db, id, input);
    const agreements = await findEarlierAgreements(db, id);
    const mailedAnswers = await countMailedAnswers(db, id);
    await db
      .updateTable('round')
      .set({
        closedAt: sql<Date>`least(now(), closes_at)`,
        scores: JSON.stringify(scores),
        nonresponse: JSON.stringify(nonresponse),
        agreements: JSON.stringify(agreements),
        mailedAnswers: JSON.stringify(mailedAnswers),
        revision: sql<number>`revision + 1`,
      })
      .where('id', '=', id)
      .execute();
    // Colleagues who were proposed and never asked.
    await db
      .deleteFrom('contactProposal')
      .where('invitationId', 'in', (query) =>
        query.selectFrom('invitation').select('id').where('roundId', '=', id),
      )
      .execute();
    await change.log({ action: 'rounds.closed', roundId: id });
    await planNextRound(change, id);
    await jobs.add(db, 'print-factsheet', { roundId: id, networkId: round.networkId });
  });
}
