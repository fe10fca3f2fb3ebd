/** A backup as a version of a year ago made it: before the log, holders and mails got the tables that they have. */
import { sql } from 'kysely';
import { dropTables } from '../../server/database/backup/drop-tables.ts';
import { writeBackup } from '../../server/database/backup/write-backup.ts';
import { applyMigrations } from '../../server/database/migrate.ts';
import { startTestApp } from './test-app.ts';

/** With one municipality and one account, JÖRG@weert.example. Gives the number of rows. */
export async function writeOldBackup(file: string): Promise<number> {
  const { app, stop } = await startTestApp();
  const { db } = app;
  try {
    const { rows } = await sql<{ name: string }>`SELECT name FROM migration WHERE name < '0011'`.execute(db);
    const before = rows.map(({ name }) => name).sort();
    await dropTables(db);
    await applyMigrations(db, before);
    await sql`DELETE FROM migration WHERE NOT name = ANY(${before})`.execute(db);
    await sql`INSERT INTO municipality (code, name) VALUES ('GM0988', 'Weert')`.execute(db);
    await sql`INSERT INTO account (email, name, role) VALUES ('JÖRG@weert.example', 'Jörg', 'operator')`.execute(
      db,
    );
    return await writeBackup(db, file);
  } finally {
    await stop();
  }
}
