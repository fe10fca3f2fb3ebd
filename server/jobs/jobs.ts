/** All jobs with what does them, and the start of doing them in this process. */

import { createMailServer } from '../mail/mail-server.ts';
import { sendMail } from '../mail/send-mail.ts';
import { cleanUp } from '../privacy/clean-up.ts';
import { printMirrors } from '../results/mirrors/print-mirrors.ts';
import { printFactsheet } from '../results/print-factsheet.ts';
import type { App } from '../web/fastify.ts';
import { tick } from './tick.ts';

/** Takes jobs from now on, until the app closes. Gives what ends the connections to the mail server after that. */
export async function workOnJobs(app: App): Promise<() => void> {
  const mailServer = createMailServer(app.config);
  await app.jobs.work({
    tick: () => tick(app),
    'send-mail': (attempt) => sendMail(app, mailServer, attempt),
    'print-factsheet': ({ data }) => printFactsheet(app, data.roundId),
    'print-mirrors': (attempt) => printMirrors(app, attempt),
    'clean-up': async () => void (await cleanUp(app.db)),
  });
  // What became due while nothing ran does not wait for the next minute.
  await app.jobs.add(app.db, 'tick', {});
  return () => mailServer?.close();
}
