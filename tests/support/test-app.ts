/** The whole app on a fresh database, for one test file: `const { app } = await startTestApp()` in `beforeAll`. */
import { createPrinter } from '../../reports/print/printer.ts';
import { type AppOptions, buildApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { OpenDatabase } from '../../server/database/embedded.ts';
import type { App } from '../../server/web/fastify.ts';
import { printLimits } from '../../server/web/limits.ts';
import { hashToken, makeToken } from '../../server/web/token.ts';
import { createTestDatabase } from './test-database.ts';

export interface TestApp {
  app: App;
  /** The header that opens the API. */
  authorization: string;
  stop: () => Promise<void>;
}

/** On a busy machine the tests get their answers too: only who asks for it has a limit to how far it may be behind. */
export async function startTestApp(
  env: NodeJS.ProcessEnv = {},
  maxDelay = 0,
  options: Pick<AppOptions, 'addExample'> = {},
): Promise<TestApp> {
  const database = await createTestDatabase();
  return startOn(database, env, maxDelay, options);
}

/** Another process of the same installation: an app of its own on the same database. */
export async function startBeside({ app }: TestApp, env: NodeJS.ProcessEnv = {}): Promise<TestApp> {
  return startOn({ connection: app.pg.pool.options, stop: async () => undefined }, env, 0);
}

/** On this database, which stops with the app. */
export async function startOn(
  database: OpenDatabase,
  env: NodeJS.ProcessEnv,
  maxDelay = 0,
  options: Pick<AppOptions, 'addExample'> = {},
): Promise<TestApp> {
  const { CHROMIUM_PATH, LOG_LEVEL = 'error' } = process.env;
  // A second step at signing in has tests of its own.
  const config = readConfig({ LOG_LEVEL, CHROMIUM_PATH, SECOND_STEP: 'nobody', ...env });
  const printer = createPrinter({ chromiumPath: config.chromiumPath, waiting: printLimits.waiting });
  const app = await buildApp({
    ...options,
    config,
    linkKey: 'a-key-for-tests',
    connection: database.connection,
    printer,
    maxDelay,
  });
  await app.ready();
  const key = makeToken();
  await app.db
    .insertInto('operatorKey')
    .values({ keyHash: hashToken(key) })
    .execute();
  return {
    app,
    authorization: `Bearer ${key}`,
    async stop() {
      await app.close();
      await printer.close();
      await database.stop();
    },
  };
}

/** Also listens, on a free port of this machine; gives the address without a slash at the end. */
export async function listen(app: App): Promise<string> {
  return app.listen({ port: 0, host: '127.0.0.1' });
}
