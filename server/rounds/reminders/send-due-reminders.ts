/**
 * The reminders of today, from nine in the morning. What was missed for a day is not sent any more: by then the next
 * may be near. The mails and the mark that they went out are one transaction.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { doDue } from '../../jobs/do-due.ts';
import { type Acting, act } from '../../log/act.ts';
import { roundState } from '../round-state.ts';
import { mailReminders } from './mail-reminders.ts';
import { reminderEnds, reminderStarts } from './reminder-days.ts';

export function sendDueReminders(acting: Acting): Promise<void> {
  return doDue(acting.db, findDue, (db, round) =>
    act({ ...acting, db }, async (change) => {
      await mailReminders(change, round);
      await db
        .updateTable('reminder')
        .set({ sentAt: sql<Date>`now()` })
        .where('roundId', '=', round.id)
        .where(sql<string>`send_on::text`, '=', round.day)
        .execute();
    }),
  );
}

function findDue(db: Database, after: string) {
  return (
    db
      .selectFrom('reminder')
      .innerJoin('round', 'round.id', 'reminder.roundId')
      .select(['round.id', 'round.networkId', sql<string>`send_on::text`.as('day')])
      .where('round.id', '>', after)
      .where('reminder.sentAt', 'is', null)
      .where(sql<boolean>`${reminderStarts} <= now() AND ${reminderEnds} > now()`)
      .where(roundState, '=', 'open')
      .orderBy('round.id')
      .limit(1)
      // The round first, as whoever pauses, closes or reminds does it: what that changed is seen before a mail is queued.
      .forShare('round')
      .forUpdate('reminder')
      .skipLocked()
      .executeTakeFirst()
  );
}
