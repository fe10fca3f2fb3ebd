/** The closing of rounds, by the coordinator or by the clock: from then on nobody answers, and the scores stand. */
import { sql } from 'kysely';
import { scoreNetwork } from '../../scoring/score-network.ts';
import type { Database } from '../database/schema.ts';
import { notFound } from '../refusal.ts';
import { readScoringInput } from './scoring-input.ts';

/**
 * Closes a round and stores its scores with it, in one transaction that holds the round: a save of answers holds
 * it too, so none comes between the reading of the answers and the closing. Closing again changes nothing.
 */
export async function closeRound(db: Database, id: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const round = await transaction
      .selectFrom('round')
      .select('closed_at')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!round) throw notFound();
    if (!round.closed_at) await storeScores(transaction, id);
  });
}

/** Closes every round whose closing date has passed; several processes at once share the work. */
export async function closeDueRounds(db: Database): Promise<void> {
  let more = true;
  while (more) {
    more = await db.transaction().execute(async (transaction) => {
      const due = await transaction
        .selectFrom('round')
        .select('id')
        .where('closed_at', 'is', null)
        .where('closes_at', '<=', sql<Date>`now()`)
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (due) await storeScores(transaction, due.id);
      return due !== undefined;
    });
  }
}

async function storeScores(transaction: Database, roundId: string): Promise<void> {
  const scores = scoreNetwork(await readScoringInput(transaction, roundId));
  await transaction
    .updateTable('round')
    .set({ closed_at: sql<Date>`least(now(), closes_at)`, scores: JSON.stringify(scores) })
    .where('id', '=', roundId)
    .execute();
}
