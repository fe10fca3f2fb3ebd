/** The closing of rounds, by the coordinator or by the clock: from then on nobody answers, and the scores stand. */
import { sql } from 'kysely';
import { scoreNetwork } from '../../scoring/score-network.ts';
import type { Database } from '../database/schema.ts';
import { takeDueRounds } from '../jobs/due-rounds.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { addAuditLine } from '../log/audit.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import { planNextRound } from './repeats.ts';
import { readEarlierAgreements } from './scores/earlier-agreements.ts';
import { readScoringInput } from './scores/scoring-input.ts';

/** Who closes with it also has the factsheet printed; without, it is printed at the first download. */
type Jobs = Pick<JobQueue, 'add'>;

/**
 * Closes a round and stores its scores with it, in one transaction that holds the round: a save of answers holds
 * it too, so none comes between the reading of the answers and the closing. Closing again changes nothing. Refuses
 * a round that never opened.
 */
export async function closeRound(db: Database, id: string, jobs?: Jobs): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const round = await transaction
      .selectFrom('round')
      .select(['id', 'networkId', 'openedAt', 'closedAt'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!round) throw notFound();
    if (!round.openedAt) throw new Refusal(409, 'roundNotOpen');
    if (!round.closedAt) await close(transaction, round, jobs);
  });
}

/** Closes every open round whose closing date has passed; several processes at once share the work. */
export async function closeDueRounds(db: Database, jobs?: Jobs): Promise<void> {
  await takeDueRounds((after, name) =>
    db.transaction().execute(async (transaction) => {
      const due = await transaction
        .selectFrom('round')
        .innerJoin('network', 'network.id', 'round.networkId')
        .select(['round.id', 'round.networkId', 'network.municipalityId'])
        .where('round.id', '>', after)
        .where('openedAt', 'is not', null)
        .where('closedAt', 'is', null)
        .where('closesAt', '<=', sql<Date>`now()`)
        .orderBy('round.id')
        .limit(1)
        .forUpdate('round')
        .skipLocked()
        .executeTakeFirst();
      if (!due) return;
      name(due.id);
      await close(transaction, due, jobs);
      await addAuditLine(transaction, {
        actor: 'job',
        action: 'rounds.closed',
        municipalityId: due.municipalityId,
        networkId: due.networkId,
        roundId: due.id,
        accountId: null,
        thingId: null,
      });
    }),
  );
}

async function close(
  transaction: Database,
  { id, networkId }: { id: string; networkId: string },
  jobs: Jobs | undefined,
): Promise<void> {
  const scores = scoreNetwork(await readScoringInput(transaction, id));
  const agreements = await readEarlierAgreements(transaction, id);
  await transaction
    .updateTable('round')
    .set({
      closedAt: sql<Date>`least(now(), closes_at)`,
      pausedAt: null,
      scores: JSON.stringify(scores),
      agreements: JSON.stringify(agreements),
      revision: sql<number>`revision + 1`,
    })
    .where('id', '=', id)
    .execute();
  await planNextRound(transaction, id);
  await jobs?.add(transaction, 'print-factsheet', { roundId: id, networkId });
}
