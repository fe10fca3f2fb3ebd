/** Starts everything in order (database, tables, browser, routes, clock) and stops it in the reverse order. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createPrinter } from '../reports/print/printer.ts';
import { makeFirstLink } from './accounts/sign-in/sign-in-links.ts';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { forgetAttempts } from './database/attempts.ts';
import { migrate } from './database/migrate.ts';
import { openDatabase } from './database/open-database.ts';
import type { JobHandlers } from './jobs/job-queue.ts';
import { tick } from './jobs/tick.ts';
import { actAs } from './log/act.ts';
import { createMailServer } from './mail/mail-server.ts';
import { sendAfterPause } from './mail/send-after-pause.ts';
import { sendMail } from './mail/send-mail.ts';
import { cleanUp } from './person-data/clean-up.ts';
import { printMirrors } from './results/mirrors/print-mirrors.ts';
import { printFactsheet } from './results/print-factsheet.ts';
import { closeDueRounds } from './rounds/close-due-rounds.ts';
import { openDueRounds } from './rounds/open-due-rounds.ts';
import { sendDueReminders } from './rounds/reminders/send-due-reminders.ts';
import { Refusal } from './text/refusal.ts';
import type { App } from './web/fastify.ts';
import { printLimits } from './web/limits.ts';
import { readLinkKey } from './web/link-key.ts';

export interface RunningServer {
  app: App;
  config: Config;
  /** Where the first account is made; undefined when there is one. */
  firstLink: string | undefined;
  stop: () => Promise<void>;
  stopOnSignals: () => void;
}

/** Listens when it returns. Throws a sentence when the port or the data folder is taken. */
export async function startServer(config: Config): Promise<RunningServer> {
  const database = await openDatabase(config);
  const printer = createPrinter({
    chromiumPath: config.chromiumPath,
    sandbox: config.chromiumSandbox,
    waiting: printLimits.waiting,
  });
  let app: App | undefined;
  let stopWork: (() => void) | undefined;

  async function stop() {
    if (app) {
      app.startStopping();
      // A load balancer sees it and sends new visitors elsewhere; what is in flight finishes.
      if (app.server.listening) await sleep(config.stopDelay * 1000);
      await app.close();
    }
    stopWork?.();
    await printer.close();
    await database.stop();
  }

  try {
    const linkKey = await readLinkKey(config.sessionKey, config.dataDir);
    app = await buildApp({ config, linkKey, connection: database.connection, printer });
    await migrate(app.db);
    const token = await makeFirstLink(actAs(app, { kind: 'job' }));
    const firstLink = token && `${config.publicUrl}/first/${token}`;
    await app.listen({ port: config.port, host: config.host });
    if (config.process !== 'web') stopWork = await workOnJobs(app);
    return { app, config, firstLink, stop, stopOnSignals: () => stopOnSignals(stop) };
  } catch (error) {
    await stop();
    throw describeListenError(error, config);
  }
}

/**
 * Takes jobs from now on, until the app closes, and looks for new ones after so many seconds. Gives what ends the
 * connections to the mail server after that.
 */
export async function workOnJobs(app: App, pollingSeconds?: number): Promise<() => void> {
  const mailServer = createMailServer(app.config);
  const handlers: JobHandlers = {
    tick: () => tick(listDuties(app)),
    'send-mail': (attempt) => sendMail(app, mailServer, attempt),
    'print-factsheet': ({ data }) => printFactsheet(app, data.roundId),
    'print-mirrors': (attempt) => printMirrors(app, attempt),
    'clean-up': async () => void (await cleanUp(actAs(app, { kind: 'job' }))),
  };
  await app.jobs.work(handlers, pollingSeconds);
  // What became due while nothing ran does not wait for the next minute.
  await app.jobs.add(app.db, 'tick', {});
  return () => mailServer?.close();
}

/** What the clock does every minute, in this order: a round that is closed gets no reminder. */
function listDuties(app: App): (() => Promise<void>)[] {
  const duties = [closeDueRounds, openDueRounds, sendAfterPause, sendDueReminders].map(
    (duty) => () => duty(actAs(app, { kind: 'job' })),
  );
  return [...duties, () => forgetAttempts(app.db)];
}

function stopOnSignals(stop: () => Promise<void>) {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}

function describeListenError(error: unknown, { host, port }: Config): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error;
  return new Refusal(503, 'portTaken', { host, port, other: port + 1 });
}
