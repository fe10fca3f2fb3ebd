/** The job of every minute: closes, opens and reminds what is due. Somebody else's fault stops none of the others. */

import { sendAfterPause } from '../mail/paused-mails.ts';
import { closeDueRounds } from '../rounds/closures.ts';
import { openDueRounds } from '../rounds/openings.ts';
import { sendDueReminders } from '../rounds/reminders/reminders.ts';
import type { App } from '../web/fastify.ts';
import { throwAll } from './due-rounds.ts';

export async function tick(app: App): Promise<void> {
  const duties = [
    () => closeDueRounds(app.db, app.jobs),
    () => openDueRounds(app),
    () => sendAfterPause(app),
    () => sendDueReminders(app),
  ];
  const errors: unknown[] = [];
  // One after the other: a round that is closed gets no reminder.
  for (const doDuty of duties) await doDuty().catch((error: unknown) => errors.push(error));
  throwAll(errors.flatMap((error) => (error instanceof AggregateError ? error.errors : [error])));
}
