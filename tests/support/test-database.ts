/** A fresh database for one test file, with all tables and no rows, on the engine of the project. */
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { inject } from 'vitest';
import type { OpenDatabase } from '../../server/database/embedded.ts';
import { serveEmbedded } from '../../server/database/embedded-socket.ts';
import { administer, withDatabase } from './databases.ts';

export async function createTestDatabase(): Promise<OpenDatabase> {
  const template = inject('template');
  return template.engine === 'pglite' ? copyPglite(template.file) : copyPostgres(template);
}

/** A folder of data with the tables in it: a program starts on it in seconds, where it would first make them. */
export async function copyInstallation(dataDir: string): Promise<void> {
  const template = inject('template');
  if (template.engine !== 'pglite') throw new Error('Only the embedded database is a folder.');
  await cp(template.folder, dataDir, { recursive: true });
}

async function copyPglite(file: string): Promise<OpenDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-test-'));
  const database = await PGlite.create({ loadDataDir: new Blob([await readFile(file)]) });
  const path = join(folder, '.s.PGSQL.5432');
  const socketServer = await serveEmbedded(database, path);
  return {
    connection: { host: folder, user: 'postgres', database: 'postgres' },
    async stop() {
      await socketServer.stop();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function copyPostgres({ url, name }: { url: string; name: string }): Promise<OpenDatabase> {
  const copy = `ketenspiegel_${randomUUID().replaceAll('-', '')}`;
  await administer(url, `CREATE DATABASE ${copy} TEMPLATE ${name}`);
  return {
    connection: { connectionString: withDatabase(url, copy) },
    stop: () => administer(url, `DROP DATABASE ${copy}`),
  };
}
