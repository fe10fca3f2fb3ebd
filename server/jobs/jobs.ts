/** All jobs with what does them, and the start of doing them in this process. */

import { createMailServer } from '../mail/mail-server.ts';
import { sendMail } from '../mail/send-mail.ts';
import { cleanUp } from '../privacy/clean-up.ts';
import { printMirrors } from '../results/mirrors/print-mirrors.ts';
import { printFactsheet } from '../results/print-factsheet.ts';
import type { App } from '../web/fastify.ts';
import type { JobHandlers } from './job-queue.ts';
import { tick } from './tick.ts';

/**
 * Takes jobs from now on, until the app closes, and looks for new ones after so many seconds. Gives what ends the
 * connections to the mail server after that.
 */
export async function workOnJobs(app: App, pollingSeconds?: number): Promise<() => void> {
  const mailServer = createMailServer(app.config);
  const handlers: JobHandlers = {
    tick: () => tick(app),
    'send-mail': (attempt) => sendMail(app, mailServer, attempt),
    'print-factsheet': ({ data }) => printFactsheet(app, data.roundId),
    'print-mirrors': (attempt) => printMirrors(app, attempt),
    'clean-up': async () => void (await cleanUp(app.db)),
  };
  await app.jobs.work(handlers, pollingSeconds);
  // What became due while nothing ran does not wait for the next minute.
  await app.jobs.add(app.db, 'tick', {});
  return () => mailServer?.close();
}
