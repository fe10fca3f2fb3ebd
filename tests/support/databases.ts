/**
 * Global setup of the tests that need a database: makes one template with all tables for the engine of the
 * project, so that each test file gets a fresh copy in a fraction of a second.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedDatabase } from '../../server/database/embedded.ts';
import { prepareTables } from '../../server/jobs/prepare-tables.ts';
import { hasPostgres, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** All tables and no rows: a folder of data, or a database on a real server. */
    template: { engine: 'pglite'; folder: string } | { engine: 'postgres'; url: string; name: string };
  }
}

export default async function setup(project: TestProject) {
  return hasPostgres() && !project.name.startsWith('api-pglite')
    ? setupPostgres(project)
    : setupPglite(project);
}

/** The tables of the job queue too, so that each copy starts at once. */
const migrateAll = (connection: pg.PoolConfig) => prepareTables(connection, {});

async function setupPglite(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'ketenspiegel-template-'));
  const installation = join(folder, 'data');
  const database = await startEmbeddedDatabase(installation);
  await migrateAll(database.connection);
  await database.stop();
  project.provide('template', { engine: 'pglite', folder: installation });
  return () => rmSync(folder, { recursive: true, force: true });
}

async function setupPostgres(project: TestProject) {
  const server = process.env.DATABASE_URL ? undefined : startPostgres({ isDurable: false });
  const url = process.env.DATABASE_URL ?? server?.url;
  if (!url) throw new Error('There is no PostgreSQL here: no DATABASE_URL and no server programs.');
  // Several projects may share the server of DATABASE_URL.
  const name = `ketenspiegel_template_${randomUUID().replaceAll('-', '')}`;
  await administer(url, `CREATE DATABASE ${name}`);
  await migrateAll({ connectionString: withDatabase(url, name) });
  project.provide('template', { engine: 'postgres', url, name });
  return async () => {
    await administer(url, `DROP DATABASE ${name}`);
    server?.stop();
  };
}

/** Makes or drops a database on this server. */
export async function administer(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  return url.replace(/^([^?]*)\/[^/?]*(\?.*)?$/, `$1/${database}$2`);
}
