/** Restores a backup into a database without any data, in one transaction: all of it or nothing. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { sql } from 'kysely';
import { Refusal } from '../../text/refusal.ts';
import { inTransaction } from '../in-transaction.ts';
import type { Database } from '../schema.ts';
import { type BackupLine, listMigrations, listTables, type Opening } from './backup-format.ts';

/**
 * Gives the number of rows. Refuses a database that has data, a file that is no backup or was cut off, and a
 * backup of other tables than these: restore that one with the version that made it, and then upgrade.
 */
export async function readBackup(db: Database, file: string): Promise<number> {
  return inTransaction(db, async (transaction) => {
    await sql`SET CONSTRAINTS ALL DEFERRED`.execute(transaction);
    const tables = await listTables(transaction);
    await refuseFilled(transaction, tables);
    let table: string | undefined;
    let batch: Record<string, unknown>[] = [];
    let rows = 0;
    let expected: number | undefined;

    const store = async () => {
      if (table !== undefined && batch.length > 0) await addToDraft(transaction, table, batch);
      rows += batch.length;
      batch = [];
    };
    const leave = async () => {
      await store();
      if (table !== undefined) await moveDraft(transaction, table);
    };

    for await (const line of readLines(file)) {
      if ('ketenspiegel' in line) await refuseOtherTables(transaction, line);
      else if ('table' in line) {
        await leave();
        table = line.table;
        if (!tables.includes(table)) throw new Refusal(400, 'backup.broken');
        await sql`CREATE TEMPORARY TABLE draft (LIKE ${sql.table(table)})`.execute(transaction);
      } else if ('row' in line) {
        batch.push(line.row);
        if (batch.length === 1000) await store();
      } else expected = line.rows;
    }
    await leave();
    if (expected !== rows) throw new Refusal(400, 'backup.broken');
    await setCounters(transaction);
    return rows;
  });
}

/** The lines of the file; refuses one that is no backup or ends too early. */
async function* readLines(file: string): AsyncGenerator<BackupLine> {
  const source = createReadStream(file);
  const text = createInterface({ input: source.pipe(createGunzip()), crlfDelay: Infinity });
  // An error of the file or of the packing does not reach the reader of lines by itself.
  const failure = new Promise<never>((_resolve, reject) => {
    source.once('error', reject);
    text.once('error', reject);
  });
  failure.catch(() => undefined);
  const lines = text[Symbol.asyncIterator]();
  let isFirst = true;
  try {
    for (;;) {
      const next = await Promise.race([lines.next(), failure]);
      if (next.done) return;
      const line = JSON.parse(next.value) as BackupLine;
      if (isFirst && !('ketenspiegel' in line && line.format === 1))
        throw new Refusal(400, 'backup.none', { file });
      isFirst = false;
      yield line;
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new Refusal(404, 'backup.noFile', { file });
    if (isFirst) throw new Refusal(400, 'backup.none', { file });
    throw new Refusal(400, 'backup.broken');
  }
}

async function refuseFilled(db: Database, tables: readonly string[]): Promise<void> {
  for (const table of tables.filter((name) => !madeAtStart.includes(name))) {
    const { rows } = await sql`SELECT FROM ${sql.table(table)} LIMIT 1`.execute(db);
    if (rows.length > 0) throw new Refusal(409, 'backup.notEmpty');
  }
  for (const table of madeAtStart) await sql`DELETE FROM ${sql.table(table)}`.execute(db);
}

/** What a first start, or the command itself, puts into a database that nobody used yet. */
const madeAtStart = ['sign_in_link', 'operator_key', 'audit'];

async function refuseOtherTables(db: Database, { migrations }: Opening): Promise<void> {
  const here = (await listMigrations(db)).at(-1)!;
  const there = migrations.at(-1)!;
  if (here !== there) throw new Refusal(409, 'backup.otherVersion', { here, there });
}

async function addToDraft(
  db: Database,
  table: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  await sql`
    INSERT INTO draft SELECT * FROM jsonb_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)
  `.execute(db);
}

/** In one statement, so that rows of a table may refer to each other. */
async function moveDraft(db: Database, table: string): Promise<void> {
  await sql`INSERT INTO ${sql.table(table)} OVERRIDING SYSTEM VALUE SELECT * FROM draft`.execute(db);
  await sql`DROP TABLE draft`.execute(db);
}

/** New rows get numbers after the restored ones. */
async function setCounters(db: Database): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    SELECT table_name AS table, column_name AS column FROM information_schema.columns
    WHERE table_schema = 'public' AND is_identity = 'YES'`.execute(db);
  for (const { table, column } of rows) {
    await sql`
      SELECT setval(pg_get_serial_sequence(${table}, ${column}), coalesce(max(${sql.ref(column)}), 1), count(*) > 0)
      FROM ${sql.table(table)}`.execute(db);
  }
}
