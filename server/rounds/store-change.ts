/** What every change of a plan begins and ends with. Who changes names the revision that was seen. */
import { sql, type Updateable } from 'kysely';
import type { Database, Schema } from '../database/schema.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import { reminderEnds, storeReminders } from './reminders/reminder-days.ts';
import { roundState } from './round-state.ts';

/** Locks a round until the transaction ends; refuses one that somebody changed since this revision was seen. */
export async function lockRevision(transaction: Database, id: string, revision: number) {
  const round = await transaction
    .selectFrom('round')
    .select(['networkId', 'openedAt', 'closesAt', 'revision'])
    .select(roundState.as('state'))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!round) throw notFound();
  if (round.revision !== revision) throw new Refusal(409, 'changedMeanwhile');
  return round;
}

/** Stores the values, and replaces the reminder days still to come. */
export async function storeChange(
  transaction: Database,
  roundId: string,
  values: Updateable<Schema['round']>,
  reminders: readonly string[],
): Promise<void> {
  await transaction
    .updateTable('round')
    .set({ ...values, revision: sql<number>`revision + 1` })
    .where('id', '=', roundId)
    .execute();
  await transaction
    .deleteFrom('reminder')
    .where('roundId', '=', roundId)
    .where('sentAt', 'is', null)
    .where(sql<boolean>`${reminderEnds} > now()`)
    .execute();
  await storeReminders(transaction, roundId, reminders);
}
