/**
 * Brings the tables up to date: forward only, the numbered files of `migrations/` (SQL, or TypeScript for what SQL
 * can't do), in one transaction and under Kysely's lock, so that two processes that start together do it once. Run at
 * start, and by `npm run -s admin -- migrate`.
 */
import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './schema.ts';

const folder = new URL('../../migrations/', import.meta.url);

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((name) => /^\d{4}-.*\.(sql|ts)$/.test(name));
  const migrations = files.map(async (name): Promise<[string, Migration]> => {
    const file = new URL(name, folder);
    if (name.endsWith('.ts')) return [name.replace('.ts', ''), (await import(file.href)) as Migration];
    const text = await readFile(file, 'utf8');
    return [name.replace('.sql', ''), { up: async (db) => void (await sql.raw(text).execute(db)) }];
  });
  return Object.fromEntries(await Promise.all(migrations));
}

/** Applies what is not yet applied and gives the names; throws what stopped it, with nothing changed. */
export async function migrate(db: Database): Promise<string[]> {
  const { error, results } = await createMigrator(db).migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

/** The names of what is not yet applied. Only reads. */
export async function listMissingMigrations(db: Database): Promise<string[]> {
  const migrations = await createMigrator(db).getMigrations();
  return migrations.filter(({ executedAt }) => !executedAt).map(({ name }) => name);
}

/** All that this version has. */
export async function listKnownMigrations(): Promise<string[]> {
  return Object.keys(await readMigrations()).sort();
}

/** Does these, in this order, in the transaction of `db`; the list of what was applied is not touched. */
export async function applyMigrations(db: Database, names: readonly string[]): Promise<void> {
  const migrations = await readMigrations();
  for (const name of names) await migrations[name]!.up(db);
}

function createMigrator(db: Database): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: readMigrations },
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  });
}
