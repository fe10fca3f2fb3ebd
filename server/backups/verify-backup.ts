/** Restores a backup for trial, checks its log, into a database of its own that goes afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { checkBackup } from '../database/backup/backup-lines.ts';
import { readBackup } from '../database/backup/read-backup.ts';
import { startEmbeddedDatabase } from '../database/embedded.ts';
import { borrowPool } from '../database/schema.ts';
import { limitTime } from '../database/time-limits.ts';
import { prepareTables } from '../jobs/prepare-tables.ts';
import { type VerifiedLog, verifyLog } from '../log/verify-log.ts';

export interface VerifiedBackup {
  rows: number;
  /** When the backup was made. */
  madeAt: Date;
  log: VerifiedLog;
}

/** Refuses what a restore would refuse. Takes a few times as much room in the folder for temporary files as the data themselves. */
export async function verifyBackup(file: string): Promise<VerifiedBackup> {
  const { madeAt } = await checkBackup(file);
  const folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-verify-'));
  try {
    const { connection, stop } = await startEmbeddedDatabase(folder);
    const pool = new pg.Pool({ ...limitTime(connection, 'command'), max: 2 });
    try {
      await prepareTables(connection, { databaseUrl: undefined, migrationDatabaseUrl: undefined });
      const db = borrowPool(pool);
      const rows = await readBackup(db, file);
      return { rows, madeAt: new Date(madeAt), log: await verifyLog(db) };
    } finally {
      await pool.end();
      await stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
