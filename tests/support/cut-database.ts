/** A database behind a wire that a test can cut: what reaches for it then finds nobody. */
import { mkdtemp, rm } from 'node:fs/promises';
import { connect as connectTo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { OpenDatabase } from '../../server/database/embedded.ts';
import { createTestDatabase } from './test-database.ts';

export interface CutDatabase extends OpenDatabase {
  /** Ends every connection, and takes no new ones. */
  cut(): Promise<void>;
}

/** A fresh database on the engine of the project. */
export async function createCutDatabase(): Promise<CutDatabase> {
  const database = await createTestDatabase();
  const { host, port, user, password, database: name } = new pg.Client(database.connection);
  const folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-wire-'));
  const ends = new Set<Socket>();
  const wire = createServer((near) => {
    const far = host.startsWith('/') ? connectTo(join(host, `.s.PGSQL.${port}`)) : connectTo(port, host);
    for (const end of [near, far]) {
      ends.add(end);
      end.on('error', () => undefined).on('close', () => ends.delete(end));
    }
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => wire.listen(join(folder, '.s.PGSQL.5432'), resolve));
  let isCut = false;
  const cut = async () => {
    if (isCut) return;
    isCut = true;
    const closed = new Promise((resolve) => wire.close(resolve));
    for (const end of ends) end.destroy();
    await closed;
  };
  return {
    connection: { host: folder, port: 5432, user, password: password ?? undefined, database: name },
    cut,
    async stop() {
      await cut();
      await rm(folder, { recursive: true, force: true });
      await database.stop();
    },
  };
}
