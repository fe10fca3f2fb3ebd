/** A reminder at the press of a button, at most once a day. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import { lockRunningRound } from '../lock-running-round.ts';
import { mailReminders } from './mail-reminders.ts';

const today = sql<string>`(now() AT TIME ZONE 'Europe/Amsterdam')::date`;

/** Did a reminder go out today, by the button or by the clock? */
export async function wasRemindedToday(db: Database, roundId: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM reminder WHERE round_id = ${roundId} AND send_on = ${today} AND sent_at IS NOT NULL`.execute(
    db,
  );
  return rows.length > 0;
}

/** Sends a reminder now and gives to how many. Refuses a second one on the same day. */
export function remindNow(acting: Acting, roundId: string): Promise<number> {
  return act(acting, async (change) => {
    const { networkId, state } = await lockRunningRound(change.db, roundId);
    if (state === 'paused') throw new Refusal(409, 'roundIsPaused');
    // The day's own row: who presses twice, or presses when the clock just sent it, finds it there.
    const { rows } = await sql`
      INSERT INTO reminder (round_id, send_on, sent_at) VALUES (${roundId}, ${today}, now())
      ON CONFLICT (round_id, send_on) DO UPDATE SET sent_at = now() WHERE reminder.sent_at IS NULL
      RETURNING send_on`.execute(change.db);
    if (rows.length === 0) throw new Refusal(409, 'remindedToday');
    return mailReminders(change, { id: roundId, networkId });
  });
}
