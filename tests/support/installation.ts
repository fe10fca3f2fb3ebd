/**
 * An installation that the real program can be started on again and again: made once, with something in it, on the engine
 * of the project. Its PostgreSQL is one of its own that keeps what was committed; where there are no server programs it
 * is a database of the server that the tests were given.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { findRunningDatabase } from '../../server/database/embedded.ts';
import { borrowPool, type Database } from '../../server/database/schema.ts';
import { startServer } from '../../server/start-server.ts';
import type { App } from '../../server/web/fastify.ts';
import { findFreePort } from './find-free-port.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { copyInstallation, createTestDatabase } from './test-database.ts';

export interface Installation<Filled> {
  filled: Filled;
  /** The settings of a program that runs on it. */
  settings: Record<string, string>;
  /** Where that program answers. */
  address: string;
  /** Its PostgreSQL, when that is its own. */
  postgres: PostgresServer | undefined;
  /** Looks into the database while a program runs on it. */
  look<Seen>(at: (db: Database) => Promise<Seen>): Promise<Seen>;
  remove(): Promise<void>;
}

/** Makes one; `fill` puts something in it through a server that is stopped afterwards. */
export async function makeInstallation<Filled>(
  fill: (app: App) => Promise<Filled>,
): Promise<Installation<Filled>> {
  const folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-installation-'));
  const dataDir = join(folder, 'data');
  const isEmbedded = inject('template').engine === 'pglite';
  const postgres = isEmbedded ? undefined : startPostgres({ isDurable: true });
  const given = isEmbedded || postgres ? undefined : await createTestDatabase();
  const url = postgres?.url ?? given?.connection.connectionString;
  const remove = async () => {
    postgres?.stop();
    await given?.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const port = String(await findFreePort());
  const settings = {
    DATA_DIR: dataDir,
    PORT: port,
    ...(url !== undefined && { DATABASE_URL: url }),
  };
  try {
    if (isEmbedded) await copyInstallation(dataDir);
    const server = await startServer(
      readConfig({ ...settings, PORT: '0', PROCESS: 'web', LOG_LEVEL: 'error' }),
    );
    const filled = await fill(server.app).finally(server.stop);
    return {
      filled,
      settings,
      address: `http://127.0.0.1:${port}`,
      postgres,
      async look(at) {
        const connection = url ? { connectionString: url } : (await findRunningDatabase(dataDir))!;
        const pool = new pg.Pool({ ...connection, max: 1 });
        try {
          return await at(borrowPool(pool));
        } finally {
          await pool.end();
        }
      },
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
