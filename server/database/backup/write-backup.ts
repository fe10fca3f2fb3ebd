/** Writes a backup of the whole database, as it is at one moment, while the server runs, and reads it back. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Database } from '../schema.ts';
import { type BackupLine, formatLine, listMigrations, listTables } from './backup-format.ts';
import { checkBackup } from './backup-lines.ts';

/**
 * Gives the number of rows. The file is there whole or not at all, can be read to its end, and only its owner may
 * read it.
 */
export async function writeBackup(db: Database, file: string): Promise<number> {
  // A name of its own: two that write at once are not in each other's file.
  const draft = `${file}.${randomUUID()}.part`;
  let rows = 0;

  async function* listLines(transaction: Database): AsyncGenerator<BackupLine> {
    const migrations = await listMigrations(transaction);
    yield { ketenspiegel: 'backup', format: 1, migrations, madeAt: new Date().toISOString() };
    for (const table of await listTables(transaction)) {
      yield { table };
      for await (const row of readTable(transaction, table)) {
        rows += 1;
        yield { row };
      }
    }
    yield { end: true, rows };
  }

  async function* write(transaction: Database): AsyncGenerator<string> {
    for await (const line of listLines(transaction)) yield formatLine(line);
  }

  try {
    await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((transaction) =>
        pipeline(
          Readable.from(write(transaction)),
          createGzip(),
          createWriteStream(draft, { flags: 'wx', mode: 0o600 }),
        ),
      );
    const handle = await open(draft, 'r');
    await handle.sync();
    await handle.close();
    await checkBackup(draft);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return rows;
}

/** A few rows at a time, so that a large table needs no large memory: a printed document is a row of megabytes. */
async function* readTable(transaction: Database, table: string): AsyncGenerator<string> {
  const name = sql.table(table);
  await sql`DECLARE backup NO SCROLL CURSOR FOR SELECT row_to_json(${name})::text AS row FROM ${name}`.execute(
    transaction,
  );
  for (;;) {
    const { rows } = await sql<{ row: string }>`FETCH 50 FROM backup`.execute(transaction);
    for (const { row } of rows) yield row;
    if (rows.length === 0) break;
  }
  await sql`CLOSE backup`.execute(transaction);
}
