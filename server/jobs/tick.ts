/** The job of every minute: closes, opens and reminds what is due. Somebody else's fault stops none of the others. */
import type { App } from '../fastify.ts';
import { closeDueRounds } from '../queries/closures.ts';
import { openDueRounds } from '../queries/openings.ts';
import { sendDueReminders } from '../queries/reminders.ts';

export async function tick(app: App): Promise<void> {
  const duties = [
    () => closeDueRounds(app.db, app.jobs),
    () => openDueRounds(app),
    () => sendDueReminders(app),
  ];
  const errors: unknown[] = [];
  // One after the other: a round that is closed gets no reminder.
  for (const doDuty of duties) await doDuty().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
