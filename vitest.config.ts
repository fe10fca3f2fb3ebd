import { defineConfig } from 'vitest/config';
import { hasPostgres } from './tests/support/postgres-server.ts';

const api = { include: ['tests/api/**/*.test.ts'], globalSetup: 'tests/support/databases.ts' };
if (!hasPostgres())
  console.log('No DATABASE_URL and no PostgreSQL server programs: the API tests run on PGlite only.');

export default defineConfig({
  test: {
    // One time zone and one language on every machine.
    env: { TZ: 'UTC', LC_ALL: 'C.UTF-8' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'] } },
      { extends: true, test: { name: 'api-pglite', ...api } },
      ...(hasPostgres() ? [{ extends: true as const, test: { name: 'api-postgres', ...api } }] : []),
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: 'tests/support/databases.ts',
        },
      },
    ],
  },
});
