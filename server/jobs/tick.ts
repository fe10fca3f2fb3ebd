/** The job of every minute: closes, opens and reminds what is due. Somebody else's fault stops none of the others. */
import type { App } from '../fastify.ts';
import { closeDueRounds } from '../queries/closures.ts';
import { throwAll } from '../queries/due-rounds.ts';
import { openDueRounds } from '../queries/openings.ts';
import { sendAfterPause } from '../queries/paused-mails.ts';
import { sendDueReminders } from '../queries/reminders.ts';

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
