/**
 * Before anything else uses the database: its tables and those of the queue are brought up to date. With one user for
 * all, that user does it. With two, the owner of the tables does (MIGRATION_DATABASE_URL), and gives the user of the
 * server its rights; a process that does not know the owner only looks whether all is up to date.
 */

import { sql } from 'kysely';
import pg, { type PoolConfig } from 'pg';
import type { Config } from '../config.ts';
import { grantRights } from '../database/grant-rights.ts';
import { listMissingMigrations, migrate } from '../database/migrate.ts';
import { borrowPool, type Database } from '../database/schema.ts';
import { limitTime } from '../database/time-limits.ts';
import { Refusal } from '../text/refusal.ts';
import { installQueue } from './install-queue.ts';

/** Gives the migrations that it did. Refuses tables that are behind when this user may not change them. */
export async function prepareTables(
  connection: PoolConfig,
  { databaseUrl, migrationDatabaseUrl }: Pick<Config, 'databaseUrl' | 'migrationDatabaseUrl'>,
): Promise<string[]> {
  const owner = databaseUrl === undefined ? undefined : migrationDatabaseUrl;
  return withPool(owner === undefined ? connection : { connectionString: owner }, async (pool) => {
    const db = borrowPool(pool);
    if (!(await isOwner(db))) {
      const missing = await listMissingMigrations(db);
      if (missing.length > 0) throw new Refusal(503, 'tablesBehind', { migrations: missing.join(', ') });
      return [];
    }
    const migrations = await migrate(db);
    await installQueue(pool);
    if (owner !== undefined) {
      const user = await withPool(connection, (other) => findUser(borrowPool(other)));
      if (user !== (await findUser(db))) await grantRights(db, user);
    }
    return migrations;
  });
}

async function withPool<Outcome>(
  connection: PoolConfig,
  work: (pool: pg.Pool) => Promise<Outcome>,
): Promise<Outcome> {
  const pool = new pg.Pool({ ...limitTime(connection, 'migration'), max: 2 });
  // A connection that ends shows in the next statement.
  pool.on('error', () => undefined);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** May this user change the tables? Of a database without any it will be the owner. */
async function isOwner(db: Database): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    SELECT coalesce((
      SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('public.migration')
    ), true) AS "is"`.execute(db);
  return rows[0]!.is;
}

async function findUser(db: Database): Promise<string> {
  const { rows } = await sql<{ user: string }>`SELECT current_user AS "user"`.execute(db);
  return rows[0]!.user;
}
