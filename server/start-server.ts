/** Starts everything in order (database, tables, browser, routes, clock) and stops it in the reverse order. */
import { createPrinter } from '../reports/print/printer.ts';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { migrate } from './database/migrate.ts';
import { openDatabase } from './database/open-database.ts';
import type { App } from './fastify.ts';
import { closeDueRounds } from './queries/closures.ts';
import { makeFirstKey } from './queries/operator-keys.ts';
import { Refusal } from './refusal.ts';

export interface RunningServer {
  app: App;
  config: Config;
  /** The operator's key when this start made it; it is stored nowhere and can't be shown again. */
  firstKey: string | undefined;
  stop: () => Promise<void>;
  stopOnSignals: () => void;
}

/** Listens when it returns. Throws a sentence when the port or the data folder is taken. */
export async function startServer(config: Config): Promise<RunningServer> {
  const database = await openDatabase(config);
  const printer = createPrinter({ chromiumPath: config.chromiumPath });
  let app: App | undefined;
  let clock: NodeJS.Timeout | undefined;

  async function stop() {
    clearInterval(clock);
    await app?.close();
    await printer.close();
    await database.stop();
  }

  try {
    app = await buildApp({ config, connection: database.connection, printer });
    await migrate(app.db);
    const firstKey = await makeFirstKey(app.db);
    await app.listen({ port: config.port, host: config.host });
    const { db, log } = app;
    clock = setInterval(() => {
      closeDueRounds(db).catch((error: unknown) => log.error({ err: error }, 'closing due rounds failed'));
    }, 60_000);
    return { app, config, firstKey, stop, stopOnSignals: () => stopOnSignals(stop) };
  } catch (error) {
    await stop();
    throw describeListenError(error, config);
  }
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
