/**
 * Which tests there are, and what runs when.
 *
 * `npm test` proves every rule, in minutes. `npm run test:long` does what takes long for good reasons, in two parts:
 * - tests with `{ tags: ['long'] }`: hundreds of prints, journeys in a second language, each page in each state.
 *   The rule that such a test holds is also held by a smaller one without the tag.
 * - the API on the second database: where there is a real PostgreSQL, `npm test` runs all API tests on that and only
 *   those about the engine itself on PGlite; the others run on PGlite in the project `api-pglite-long`.
 *
 * No test asserts how many seconds something takes.
 */
import { availableParallelism, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { hasPostgres } from './tests/support/postgres-server.ts';

const globalSetup = 'tests/support/databases.ts';
const api = 'tests/api/**/*.test.ts';
/** Files in one worker share what they import: no module of ours keeps anything, and loading it all takes a second. */
const isolate = false;
/** A dozen files about what engines do differently: locks, transactions, connections, dates. */
const aboutTheEngine = [
  'tests/api/database/*.test.ts',
  'tests/api/jobs/{jobs,clock,clock-jump}.test.ts',
  'tests/api/questionnaire/safety-sending.test.ts',
  'tests/api/rounds/{round-lifecycle,reminders}.test.ts',
  'tests/api/privacy/{clean-up,erasure}.test.ts',
  'tests/api/web/{crowd,starting}.test.ts',
];

const compiledCode = fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

/** What the machine has; a worker with its browsers holds up to two gigabytes. */
const maxWorkers = Math.max(2, Math.min(availableParallelism(), Math.floor(totalmem() / 2 ** 31)));

if (!hasPostgres())
  console.log('No DATABASE_URL and no PostgreSQL server programs: the API tests run on PGlite only.');

export default defineConfig({
  test: {
    // One time zone and one language on every machine; and the programs that tests start compile once, not each time.
    env: { TZ: 'UTC', LC_ALL: 'C.UTF-8', NODE_COMPILE_CACHE: compiledCode },
    // What hangs ends; nothing is measured by it.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    maxWorkers,
    tags: [{ name: 'long', description: 'Takes long for a good reason: only in `npm run test:long`.' }],
    projects: [
      { extends: true, test: { name: 'unit', isolate, include: ['tests/unit/**/*.test.ts'] } },
      ...(hasPostgres()
        ? [{ extends: true as const, test: { name: 'api-postgres', isolate, include: [api], globalSetup } }]
        : []),
      {
        extends: true,
        test: { name: 'api-pglite', isolate, include: hasPostgres() ? aboutTheEngine : [api], globalSetup },
      },
      {
        extends: true,
        test: {
          name: 'api-pglite-long',
          isolate,
          include: hasPostgres() ? [api] : [],
          exclude: aboutTheEngine,
          globalSetup,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          isolate,
          include: ['tests/browser/**/*.test.ts'],
          globalSetup,
          setupFiles: 'tests/support/set-up-browser.ts',
        },
      },
    ],
  },
});
