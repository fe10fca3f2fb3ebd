/** The days on which who has not answered gets a reminder: as they are typed, stored and shown. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { dutchDay, isDay } from '../../text/days.ts';
import type { Problem } from '../../text/problems.ts';

export const maxReminders = 5;

/** The reminder days of a round, in order. `missed`: its day has passed, and nothing was sent. */
export async function listReminders(db: Database, roundId: string) {
  return db
    .selectFrom('reminder')
    .select([
      sql<string>`send_on::text`.as('day'),
      'sentAt',
      sql<boolean>`sent_at IS NULL AND ${reminderEnds} <= now()`.as('missed'),
    ])
    .where('roundId', '=', roundId)
    .orderBy('sendOn')
    .execute();
}

/** A reminder goes out at nine o'clock of its day, or later when nothing ran then, but not a day later. */
export const reminderStarts = sql<Date>`((send_on + time '09:00') AT TIME ZONE 'Europe/Amsterdam')`;
export const reminderEnds = sql<Date>`((send_on + 1 + time '09:00') AT TIME ZONE 'Europe/Amsterdam')`;

/** The days in order, each once; says of each that is none, or that lies outside the round. */
export function readReminders(
  days: readonly string[],
  { opensAt, closesAt, from }: { opensAt: Date | undefined; closesAt: Date | undefined; from?: string },
  problems: Problem[],
): string[] {
  days.forEach((day, index) => {
    const where = `reminder${index + 1}`;
    if (day === '') return;
    if (!isDay(day)) problems.push({ where, code: 'notADate' });
    else if ((opensAt && day <= dutchDay(opensAt)) || (closesAt && day > dutchDay(closesAt)))
      problems.push({
        where,
        code: 'reminderOutside',
        values: { opens: opensAt?.getTime() ?? 0, closes: closesAt?.getTime() ?? 0 },
      });
    else if (from && day <= from) problems.push({ where, code: 'datePassed' });
  });
  return [...new Set(days)].filter((day) => day !== '').sort();
}

/** Adds these days; one that is there stays as it is. */
export async function storeReminders(transaction: Database, roundId: string, days: readonly string[]) {
  if (days.length === 0) return;
  await transaction
    .insertInto('reminder')
    .values(days.map((sendOn) => ({ roundId, sendOn })))
    .onConflict((conflict) => conflict.columns(['roundId', 'sendOn']).doNothing())
    .execute();
}
