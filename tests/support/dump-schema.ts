/**
 * The tables that the migrations make, as `pg_dump` writes them, without what differs between its versions.
 * `npm run schema` writes it to `migrations/schema.sql`, so that a reviewer reads what a migration changed.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { migrate } from '../../server/database/migrate.ts';
import { borrowPool } from '../../server/database/schema.ts';
import { startPostgres } from './postgres-server.ts';

export const schemaFile = new URL('../../migrations/schema.sql', import.meta.url);

/** Is `pg_dump` on this machine? */
export function hasPgDump(): boolean {
  try {
    execFileSync('pg_dump', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Dumps the tables of the database at this address. */
export function dumpSchema(url: string): string {
  // The schema pgboss is made and kept up to date by pg-boss itself.
  const options = ['--schema-only', '--no-owner', '--no-privileges', '--exclude-schema=pgboss'];
  const dump = execFileSync('pg_dump', [...options, url], { encoding: 'utf8' });
  return dump
    .split('\n')
    .filter((line) => line.trim() && !/^(--|SET |SELECT pg_catalog|\\)/.test(line))
    .join('\n')
    .concat('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) {
  const server = startPostgres({ isDurable: false });
  if (!server) throw new Error('The server programs of PostgreSQL are needed to write the schema.');
  const pool = new pg.Pool({ connectionString: server.url });
  await migrate(borrowPool(pool));
  await pool.end();
  writeFileSync(schemaFile, dumpSchema(server.url));
  server.stop();
}
