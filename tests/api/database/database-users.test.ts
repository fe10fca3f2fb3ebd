/**
 * Safety: a server that runs as a user of its own can add to the log, and neither change nor remove what is in it; and
 * everything that the server does, it does as that user.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { runCommand } from '../../../server/cli/run-command.ts';
import { readConfig } from '../../../server/config.ts';
import type { OpenDatabase } from '../../../server/database/embedded.ts';
import { prepareTables } from '../../../server/jobs/prepare-tables.ts';
import { type RunningServer, startServer } from '../../../server/start-server.ts';
import { administer, withDatabase } from '../../support/databases.ts';
import { writeOldBackup } from '../../support/old-backup.ts';
import { waitFor } from '../../support/run-jobs.ts';
import { seedRound } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { createTestDatabase } from '../../support/test-database.ts';

const user = 'ketenspiegel_test_server';
const key = 'a key for tests, long enough to be one';

describe.runIf(inject('template').engine === 'postgres')('a user of its own', () => {
  let database: OpenDatabase;
  let owner: pg.Client;
  let server: RunningServer;
  let env: Record<string, string>;
  let folder: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-users-'));
    const migrationUrl = database.connection.connectionString!;
    owner = new pg.Client({ connectionString: migrationUrl });
    await owner.connect();
    await owner.query(`DO $$ BEGIN CREATE ROLE ${user} LOGIN PASSWORD 'secret';
      EXCEPTION WHEN duplicate_object THEN NULL; END $$`);
    const url = new URL(migrationUrl.replace('@/', '@socket/'));
    [url.username, url.password] = [user, 'secret'];
    env = {
      DATABASE_URL: url.href.replace('@socket/', '@/'),
      MIGRATION_DATABASE_URL: migrationUrl,
      SESSION_KEY: key,
      DATA_DIR: folder,
      PORT: '0',
      LOG_LEVEL: 'silent',
    };
    server = await startServer(readConfig(env));
  });
  afterAll(async () => {
    await server?.stop();
    await owner.query(`DROP OWNED BY ${user}`);
    await owner.end();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const refused = (statement: string) =>
    server.app.pg.pool.query(statement).then(
      () => 'allowed',
      ({ code }: { code: string }) => code,
    );

  test('is what the server runs as, for requests and for jobs', async () => {
    for (const pool of [server.app.pg.pool]) {
      const { rows } = await pool.query('SELECT current_user AS "user"');
      expect(rows).toEqual([{ user }]);
    }
  });

  test.each([
    "UPDATE audit SET note = ''",
    "UPDATE audit SET at = now() - interval '3 years'",
    'DELETE FROM audit',
    'TRUNCATE audit',
    'DROP TABLE audit',
    'ALTER TABLE audit DISABLE TRIGGER ALL',
    'ALTER TABLE audit ADD COLUMN more text',
    'CREATE TRIGGER more BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
    'CREATE RULE more AS ON INSERT TO audit DO INSTEAD NOTHING',
    "INSERT INTO audit (at, actor, action) VALUES (now() - interval '1 year', 'shell', 'false.line')",
    "INSERT INTO audit (id, actor, action) OVERRIDING SYSTEM VALUE VALUES (1, 'shell', 'false.line')",
    'GRANT ALL ON audit TO PUBLIC',
    'CREATE TABLE more (id int)',
    'CREATE OR REPLACE FUNCTION remove_old_lines() RETURNS integer LANGUAGE sql AS $$ SELECT 0 $$',
    "INSERT INTO audit (actor, action, position, hash) VALUES ('shell', 'false.line', 1000, sha256('x'))",
    "UPDATE log_chain SET position = 0 WHERE name = 'head'",
    'DELETE FROM log_chain',
    'SELECT chain_line(1)',
    'DELETE FROM migration',
    'DROP SCHEMA pgboss CASCADE',
    'SET ROLE postgres',
    "SET session_replication_role = 'replica'",
  ])('may not: %s', async (statement) => {
    const before = (await owner.query('SELECT * FROM audit ORDER BY id')).rows;
    // A grant of rights that one does not have is a warning only.
    const answerOf = await refused(statement);
    if (!statement.startsWith('GRANT')) expect(answerOf).toBe('42501');
    expect((await owner.query('SELECT * FROM audit ORDER BY id')).rows).toEqual(before);
    const { rows } = await owner.query(
      "SELECT grantee FROM information_schema.role_table_grants WHERE table_name = 'audit' AND grantee = 'PUBLIC'",
    );
    expect(rows).toEqual([]);
  });

  test('calls of the functions that act as the owner only those that take out by right, on a server from before too', async () => {
    await owner.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO ${user}`);
    await prepareTables({ connectionString: env.DATABASE_URL! }, readConfig(env));
    const { rows } = await owner.query(`SELECT proname AS name FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace AND prosecdef AND has_function_privilege('${user}', oid, 'EXECUTE')
      ORDER BY proname`);
    expect(rows.map(({ name }) => name)).toEqual([
      'erase_name_from_log',
      'remove_old_lines',
      'remove_old_origins',
    ]);
  });

  test('removes lines of more than 24 months old in the clean-up, and no others; a round closes, with its line', async () => {
    const { app } = server;
    // The old one is the first of the log.
    await owner.query('TRUNCATE audit');
    await owner.query(`INSERT INTO audit (at, actor, action) VALUES
      (now() - interval '25 months', 'shell', 'old'), (now() - interval '23 months', 'shell', 'young')`);
    const { roundId, people } = await seedRound(app.db);
    for (const { invitationId } of Object.values(people)) await answer(app.db, { invitationId, opinion: 4 });
    await app.pg.pool.query(`UPDATE round SET opens_at = now() - interval '2 days',
      closes_at = now() - interval '1 second' WHERE id = ${roundId}`);
    await app.pg.pool.query("DELETE FROM pgboss.job WHERE state = 'completed'");
    await app.jobs.add(app.db, 'tick', {});
    await app.jobs.add(app.db, 'clean-up', {});
    const actions = async () =>
      (await owner.query('SELECT action FROM audit ORDER BY id')).rows.map(({ action }) => action as string);
    await waitFor(async () => (await actions()).includes('rounds.closed'));
    await waitFor(async () => !(await actions()).includes('old'));
    expect(await actions()).toContain('young');
    const left = async () =>
      (await owner.query("SELECT FROM pgboss.job WHERE name = 'print-factsheet' AND state = 'completed'"))
        .rowCount;
    await waitFor(async () => (await left()) === 1);
  });

  test('shell commands work: a backup as the server, a restore as the owner', async () => {
    const file = join(folder, 'all.backup');
    const made = await runCommand(['backup', file], env);
    expect(made).toMatchObject({ exitCode: 0 });
    await restoreInto(file);
  });

  test('tables that a backup of an earlier version made anew are for the server too', async () => {
    const file = join(folder, 'old.backup');
    await writeOldBackup(file);
    await restoreInto(file);
  });

  /** As the owner, into a new database; the server's user can use it afterwards. */
  async function restoreInto(file: string): Promise<void> {
    const copy = await createTestDatabase();
    try {
      const migrationUrl = copy.connection.connectionString!;
      const name = /\/(\w+)\?/.exec(migrationUrl)![1]!;
      const other = {
        ...env,
        MIGRATION_DATABASE_URL: migrationUrl,
        DATABASE_URL: withDatabase(env.DATABASE_URL!, name),
      };
      expect(await runCommand(['restore', file], other)).toEqual({ exitCode: 0, output: expect.any(String) });
      expect(await runCommand(['networks'], other)).toMatchObject({ exitCode: 0 });
      expect(await runCommand(['accounts'], other)).toMatchObject({ exitCode: 0 });
      await administer(migrationUrl, `DROP OWNED BY ${user}`);
    } finally {
      await copy.stop();
    }
  }

  test('without the owner a process starts on tables that are up to date, and refuses those that are behind', async () => {
    const config = readConfig({ ...env, MIGRATION_DATABASE_URL: '' });
    const connection = { connectionString: config.databaseUrl! };
    expect(await prepareTables(connection, config)).toEqual([]);
    await owner.query('BEGIN; CREATE TABLE kept AS SELECT * FROM migration; COMMIT');
    await owner.query('DELETE FROM migration WHERE name = (SELECT max(name) FROM migration)');
    try {
      await expect(prepareTables(connection, config)).rejects.toMatchObject({ code: 'tablesBehind' });
    } finally {
      await owner.query(
        'INSERT INTO migration SELECT * FROM kept WHERE name NOT IN (SELECT name FROM migration)',
      );
      await owner.query('DROP TABLE kept');
    }
  });
});
