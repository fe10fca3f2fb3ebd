/**
 * The format of a backup: gzipped lines of JSON. The first line says what it is and of which tables (`migrations`);
 * then for each table a line with its name and a line for each row; the last line counts the rows, so that a file
 * that was cut off is known. It holds every answer: whoever keeps it keeps a secret. It does not hold the key of
 * the installation, nor jobs: a mail that waits at the moment of the backup may be sent by the time it is restored.
 */
import { sql } from 'kysely';
import type { Database } from '../schema.ts';

export interface Opening {
  ketenspiegel: 'backup';
  format: 1;
  migrations: string[];
  madeAt: string;
}

/** A row is the JSON of the database, as text: an object with the columns. */
export type BackupLine = Opening | { table: string } | { row: string } | { end: true; rows: number };

/** How the line of a row begins; after it come the row and `}`. */
export const rowStart = '{"row":';

export function formatLine(line: BackupLine): string {
  return 'row' in line ? `${rowStart}${line.row}}\n` : `${JSON.stringify(line)}\n`;
}

/**
 * The tables of the application, each after those that it refers to, but for references that a transaction looks at
 * when it ends; those of the migrator, counts of attempts and forms just sent are left out.
 */
export async function listTables(db: Database): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string; needs: string[] }>`
    SELECT relname AS name, ARRAY(
      SELECT target.relname::text FROM pg_constraint
        JOIN pg_class AS target ON target.oid = confrelid
      WHERE contype = 'f' AND conrelid = pg_class.oid AND confrelid <> conrelid AND NOT condeferrable
    ) AS needs
    FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'migration%'
      AND relname NOT IN ('attempt_count', 'sent_form')
    ORDER BY relname`.execute(db);
  const sorted: string[] = [];
  while (sorted.length < tables.length) {
    const next = tables.find(
      ({ name, needs }) => !sorted.includes(name) && needs.every((need) => sorted.includes(need)),
    );
    if (!next) throw new Error('Two tables refer to each other; a backup can not be restored in any order.');
    sorted.push(next.name);
  }
  return sorted;
}

/** The migrations that this database had. */
export async function listMigrations(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM migration ORDER BY name`.execute(db);
  return rows.map(({ name }) => name);
}
