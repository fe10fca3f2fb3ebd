import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { findRunningDatabase, startEmbeddedDatabase } from '../../../server/database/embedded.ts';
import { migrate } from '../../../server/database/migrate.ts';
import { borrowPool } from '../../../server/database/schema.ts';
import { withDatabase } from '../../support/databases.ts';
import { dumpSchema, hasPgDump, schemaFile } from '../../support/dump-schema.ts';
import { copyInstallation, createTestDatabase } from '../../support/test-database.ts';

const { engine, ...template } = inject('template');

test('migrating a database that is up to date changes nothing', async () => {
  const database = await createTestDatabase();
  const pool = new pg.Pool(database.connection);
  expect(await migrate(borrowPool(pool))).toEqual([]);
  await pool.end();
  await database.stop();
});

test('two processes that migrate at once do it once', async () => {
  const database = await createTestDatabase();
  const pool = new pg.Pool(database.connection);
  await pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const other = new pg.Pool(database.connection);
  const applied = await Promise.all([migrate(borrowPool(pool)), migrate(borrowPool(other))]);
  expect(applied.flat().sort()).toEqual(applied.find((names) => names.length > 0));
  await pool.end();
  await other.end();
  await database.stop();
});

test.runIf(engine === 'postgres' && hasPgDump())(
  'migrations/schema.sql is what the migrations make; after a migration, run npm run schema',
  () => {
    const { url, name } = template as { url: string; name: string };
    const address = withDatabase(url, name);
    expect(dumpSchema(address)).toBe(readFileSync(schemaFile, 'utf8'));
  },
);

describe.runIf(engine === 'pglite')('the embedded database', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-embedded-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('the folder is for nobody else on the machine, a second process is refused, and a command finds the first', async () => {
    const dataDir = join(folder, 'shared');
    expect(await findRunningDatabase(dataDir)).toBeUndefined();
    const database = await startEmbeddedDatabase(dataDir);
    expect(execFileSync('stat', ['-c', '%a', dataDir]).toString().trim()).toBe('700');
    await expect(startEmbeddedDatabase(dataDir)).rejects.toThrow('folderTaken');
    const client = new pg.Client(await findRunningDatabase(dataDir));
    await client.connect();
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await client.end();
    await database.stop();
  });

  test('a folder with a path too long for a socket works', async () => {
    const dataDir = join(folder, 'a-very-long-name-of-a-folder'.repeat(4));
    await copyInstallation(dataDir);
    const database = await startEmbeddedDatabase(dataDir);
    const client = new pg.Client(database.connection);
    await client.connect();
    await client.end();
    await database.stop();
  });

  test('what was committed before the process was killed is there afterwards', async () => {
    const dataDir = join(folder, 'killed');
    await copyInstallation(dataDir);
    const script = `
      import pg from 'pg';
      import { startEmbeddedDatabase } from './server/database/embedded.ts';
      const database = await startEmbeddedDatabase(process.argv[1]);
      const client = new pg.Client(database.connection);
      await client.connect();
      await client.query('CREATE TABLE kept (number int)');
      await client.query('INSERT INTO kept VALUES (42)');
      console.log('committed');
      await client.query('BEGIN; INSERT INTO kept VALUES (43)');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    // A child that ends without a word fails the test, instead of being waited for.
    const [said] = await Promise.race([once(child.stdout, 'data'), ended]);
    expect(String(said)).toBe('committed\n');
    child.kill('SIGKILL');
    await ended;
    const database = await startEmbeddedDatabase(dataDir);
    const client = new pg.Client(database.connection);
    await client.connect();
    expect((await client.query('SELECT number FROM kept')).rows).toEqual([{ number: 42 }]);
    await client.end();
    await database.stop();
  });
});
