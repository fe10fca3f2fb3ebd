/** A fresh database for one test file, with all tables and no rows, on the engine of the project. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { inject } from 'vitest';
import { type OpenDatabase, startParams } from '../../server/database/embedded.ts';
import { serveEmbedded } from '../../server/database/embedded-socket.ts';
import { administer, withDatabase } from './databases.ts';

export async function createTestDatabase(): Promise<OpenDatabase> {
  const template = inject('template');
  return template.engine === 'pglite' ? copyPglite() : copyPostgres(template);
}

/** A folder of data with the tables in it: a program starts on it in seconds, where it would first make them. */
export async function copyInstallation(dataDir: string): Promise<void> {
  const template = inject('template');
  if (template.engine !== 'pglite') throw new Error('Only the embedded database is a folder.');
  await cp(template.folder, dataDir, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

/** Once for all files of a worker: what was compiled well for one is there for the next. */
let compiled: Promise<WebAssembly.Module> | undefined;
const compile = async () =>
  WebAssembly.compile(
    await readFile(
      join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), 'pglite.wasm'),
    ),
  );

async function copyPglite(): Promise<OpenDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-test-'));
  await copyInstallation(folder);
  compiled ??= compile();
  const database = await PGlite.create(join(folder, 'database'), {
    startParams,
    pgliteWasmModule: await compiled,
  });
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
