/** Which database this installation uses: DATABASE_URL when it is set, else the embedded one. */
import type { Config } from '../config.ts';
import { findRunningDatabase, type OpenDatabase, startEmbeddedDatabase } from './embedded.ts';

/** For the server: holds the embedded database for itself. */
export async function openDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<OpenDatabase> {
  if (config.databaseUrl)
    return { connection: { connectionString: config.databaseUrl }, stop: async () => {} };
  return startEmbeddedDatabase(config.dataDir);
}

/** For a command in the shell: goes through the running server's embedded database when there is one. */
export async function joinDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<OpenDatabase> {
  const running = config.databaseUrl ? undefined : await findRunningDatabase(config.dataDir);
  return running ? { connection: running, stop: async () => {} } : openDatabase(config);
}
