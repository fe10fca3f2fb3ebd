/**
 * The embedded database: PostgreSQL as WebAssembly in the data folder, behind a Unix socket, so that one code
 * path serves it and a real server. One process holds the folder (`lock-folder.ts`), and a command that finds it in use
 * talks to that process instead of opening the files a second time.
 */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { PoolConfig } from 'pg';
import { Refusal } from '../text/refusal.ts';
import { serveEmbedded } from './embedded-socket.ts';
import { lockFolder } from './lock-folder.ts';

export interface OpenDatabase {
  connection: PoolConfig;
  /** Call it after the last pool on this connection has ended. */
  stop: () => Promise<void>;
}

/** The system refuses socket paths of more than about 108 bytes. */
const maxSocketPathBytes = 100;
const socketName = '.s.PGSQL.5432';
/**
 * It takes its buffers at every start, and the 128 MB that it takes by itself cost most of that start. The system keeps
 * the files of a database of this size in memory anyway.
 */
export const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];

/** Says in which folder the socket of this data folder stands, with the connection that goes through it. */
function findSocket(dataDir: string): { folder: string; path: string; connection: PoolConfig } {
  let folder = join(dataDir, 'socket');
  if (Buffer.byteLength(join(folder, socketName)) > maxSocketPathBytes) {
    const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
    folder = join(tmpdir(), `ketenspiegel-${hash}`);
  }
  return {
    folder,
    path: join(folder, socketName),
    connection: { host: folder, user: 'postgres', database: 'postgres' },
  };
}

/** Is a process holding this data folder now? Then gives the connection to its database. */
export async function findRunningDatabase(dataDir: string): Promise<PoolConfig | undefined> {
  const { path, connection } = findSocket(dataDir);
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(connection);
    });
    socket.once('error', () => resolve(undefined));
  });
}

/** Opens the database in the data folder, made at first start. Refuses a folder that another process holds. */
export async function startEmbeddedDatabase(dataDir: string): Promise<OpenDatabase> {
  // Nobody else on this machine may reach the socket: the embedded database asks for no password.
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(dataDir);
  if (!unlock) throw new Refusal(503, 'folderTaken', { folder: dataDir });
  try {
    const { folder, path, connection } = findSocket(dataDir);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rm(path, { force: true });
    const database = await PGlite.create(join(dataDir, 'database'), { startParams });
    const socketServer = await serveEmbedded(database, path);
    return {
      connection,
      async stop() {
        await socketServer.stop();
        await database.close();
        await rm(path, { force: true });
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
