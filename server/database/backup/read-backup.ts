/** Restores a backup into a database without any data, in one transaction: all of it or nothing. */
import { sql } from 'kysely';
import { Refusal } from '../../text/refusal.ts';
import { inTransaction } from '../in-transaction.ts';
import { applyMigrations, listKnownMigrations } from '../migrate.ts';
import type { Database } from '../schema.ts';
import { listMigrations, listTables, type Opening } from './backup-format.ts';
import { readLines } from './backup-lines.ts';
import { dropTables } from './drop-tables.ts';

/**
 * Gives the number of rows. A backup of an earlier version goes into the tables of that version, which are then brought
 * up to date. Refuses a database that has data, a file that is no backup or was cut off, and a backup of a later version.
 */
export async function readBackup(db: Database, file: string): Promise<number> {
  return inTransaction(db, async (transaction) => {
    await refuseFilled(transaction);
    const here = await listMigrations(transaction);
    let missing: string[] = [];
    let table: string | undefined;
    let batch: string[] = [];
    let characters = 0;
    let rows = 0;

    const store = async () => {
      if (table !== undefined && batch.length > 0) await addToDraft(transaction, table, batch);
      rows += batch.length;
      batch = [];
      characters = 0;
    };
    const leave = async () => {
      await store();
      if (table !== undefined) await moveDraft(transaction, table);
    };

    let tables: string[] = [];
    for await (const line of readLines(file)) {
      if ('ketenspiegel' in line) {
        missing = await returnTo(transaction, line, here);
        tables = await listTables(transaction);
        await sql`SET CONSTRAINTS ALL DEFERRED`.execute(transaction);
      } else if ('table' in line) {
        await leave();
        table = line.table;
        if (!tables.includes(table)) throw new Refusal(400, 'backup.broken');
        await sql`CREATE TEMPORARY TABLE draft (LIKE ${sql.table(table)})`.execute(transaction);
      } else if ('row' in line) {
        batch.push(line.row);
        characters += line.row.length;
        if (batch.length === 1000 || characters > batchCharacters) await store();
      }
    }
    await leave();
    // A table is not changed while something of it is still to be looked at.
    await sql`SET CONSTRAINTS ALL IMMEDIATE`.execute(transaction);
    await applyMigrations(transaction, missing);
    await setCounters(transaction);
    return rows;
  });
}

/** Makes the tables those of the backup, and gives the migrations that it did not have. */
async function returnTo(db: Database, { migrations }: Opening, here: readonly string[]): Promise<string[]> {
  const known = await listKnownMigrations();
  const later = migrations.find((name) => !known.includes(name));
  if (later !== undefined)
    throw new Refusal(409, 'backup.otherVersion', { here: here.at(-1)!, there: later });
  const missing = here.filter((name) => !migrations.includes(name));
  if (missing.length > 0) {
    await dropTables(db);
    await applyMigrations(db, migrations);
  }
  return missing;
}

/** PostgreSQL takes no more than 256 MB in one list, and memory is bounded too. */
const batchCharacters = 4_000_000;

/** Holds all tables until the end, so that nobody fills one in the meantime. */
async function refuseFilled(db: Database): Promise<void> {
  const tables = await listTables(db);
  await sql`LOCK TABLE ${sql.join(tables.map((name) => sql.table(name)))} IN ACCESS EXCLUSIVE MODE`.execute(
    db,
  );
  for (const table of tables.filter((name) => !madeAtStart.includes(name))) {
    const { rows } = await sql`SELECT FROM ${sql.table(table)} LIMIT 1`.execute(db);
    if (rows.length > 0) throw new Refusal(409, 'backup.notEmpty');
  }
  for (const table of madeAtStart) await sql`DELETE FROM ${sql.table(table)}`.execute(db);
}

/** What a first start, or the command itself, puts into a database that nobody used yet. */
const madeAtStart = ['sign_in_link', 'operator_key', 'audit', 'log_chain'];

async function addToDraft(db: Database, table: string, rows: readonly string[]): Promise<void> {
  await sql`
    INSERT INTO draft SELECT * FROM jsonb_populate_recordset(NULL::${sql.table(table)}, ${`[${rows.join()}]`}::jsonb)
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
