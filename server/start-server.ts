/** Starts everything in order (database, tables, browser, routes, clock) and stops it in the reverse order. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createPrinter } from '../reports/print/printer.ts';
import { makeFirstLink } from './accounts/sign-in/sign-in-links.ts';
import { type AppOptions, buildApp } from './app.ts';
import { makeNightlyBackup } from './backups/make-nightly-backup.ts';
import type { Config } from './config.ts';
import { forgetAttempts } from './database/attempts.ts';
import { openDatabase } from './database/open-database.ts';
import { forgetSentForms } from './desk/submit-once.ts';
import type { JobHandlers } from './jobs/job-queue.ts';
import { prepareTables } from './jobs/prepare-tables.ts';
import { tick } from './jobs/tick.ts';
import { type Acting, actAs } from './log/act.ts';
import { createMailServer } from './mail/mail-server.ts';
import { readReturns } from './mail/returns/read-returns.ts';
import { sendAfterPause } from './mail/send-after-pause.ts';
import { sendMail } from './mail/send-mail.ts';
import { cleanUp } from './person-data/clean-up.ts';
import { remindOwners } from './results/agreements/remind-owners.ts';
import { closeDueChoosing } from './results/choosing/close-choosing.ts';
import { printMirrors } from './results/mirrors/print-mirrors.ts';
import { printFactsheet } from './results/print-factsheet.ts';
import { makeBundle } from './results/research/bundle/make-bundle.ts';
import { closeDueRounds } from './rounds/close-due-rounds.ts';
import { sendDueDigests } from './rounds/digests/send-due-digests.ts';
import { mailLostLinks } from './rounds/lost-links/mail-lost-links.ts';
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
}

/**
 * Listens when it returns, and stops when the signal says so; when it says so before, this throws the reason of the
 * signal, with everything stopped. Throws a sentence when the port or the data folder is taken.
 */
export async function startServer(
  config: Config,
  signal: AbortSignal = new AbortController().signal,
  options: Pick<AppOptions, 'addExample'> = {},
): Promise<RunningServer> {
  signal.throwIfAborted();
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
    signal.throwIfAborted();
    const linkKey = await readLinkKey(config.sessionKey, config.dataDir);
    await prepareTables(database.connection, config);
    signal.throwIfAborted();
    app = await buildApp({ ...options, config, linkKey, connection: database.connection, printer });
    signal.throwIfAborted();
    const token = await makeFirstLink(actAs(app, { kind: 'job' }));
    const firstLink = token && `${config.publicUrl}/first/${token}`;
    await app.listen({ port: config.port, host: config.host });
    if (config.process !== 'web') stopWork = await workOnJobs(app);
    signal.throwIfAborted();
    signal.addEventListener('abort', () => void exitWhenStopped(stop));
    return { app, config, firstLink, stop };
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
  const { jobDb: db, jobs, config, linkKey, printer, log } = app;
  const mailServer = createMailServer(config);
  const { imapUrl } = config;
  const act = () => actAs({ db, jobs, config, linkKey }, { kind: 'job' });
  const backups = {
    folder: config.backupDir ?? '',
    keep: config.backupKeep,
    onError: (error: unknown) => log.error({ err: error }, 'no backup was made'),
  };
  const handlers: JobHandlers = {
    tick: () => tick(duties.map((duty) => () => duty(act()))),
    'send-mail': (attempt) => sendMail({ db, config, linkKey }, mailServer, attempt),
    'print-factsheet': ({ data }) => printFactsheet({ db, printer }, data.roundId),
    'print-mirrors': (attempt) =>
      printMirrors({ db, printer, log, isStopping: () => app.isStopping() }, attempt),
    'make-bundle': (attempt) => makeBundle({ db, linkKey, isStopping: () => app.isStopping() }, attempt),
    'mail-lost-links': ({ data }) => mailLostLinks(act(), data.address),
    'clean-up': async () => void (await cleanUp(act())),
    'back-up': config.backupDir === undefined ? undefined : () => makeNightlyBackup(act(), backups),
    'read-returns': imapUrl === undefined ? undefined : (attempt) => readReturns(db, imapUrl, attempt),
  };
  await app.jobs.work(handlers, pollingSeconds);
  // What became due while nothing ran does not wait for the next minute.
  await app.jobs.add(app.db, 'tick', {});
  return () => mailServer?.close();
}

/** What the clock does every minute, in this order: a round that is closed gets no reminder. */
const duties = [
  closeDueRounds,
  openDueRounds,
  closeDueChoosing,
  sendAfterPause,
  sendDueReminders,
  sendDueDigests,
  remindOwners,
  ({ db }: Acting) => forgetAttempts(db),
  ({ db }: Acting) => forgetSentForms(db),
];

async function exitWhenStopped(stop: () => Promise<void>): Promise<void> {
  try {
    await stop();
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

function describeListenError(error: unknown, { host, port }: Config): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error;
  return new Refusal(503, 'portTaken', { host, port, other: port + 1 });
}
