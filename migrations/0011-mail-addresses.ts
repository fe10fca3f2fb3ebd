/**
 * Mail addresses of accounts compare without capitals, in every alphabet. PostgreSQL's lower() depends on the locale
 * of the database (with C the Ö stays), so the code folds them and the table keeps the outcome.
 */
import { type QueryExecutorProvider, sql } from 'kysely';

interface Stored {
  id: string;
  email: string;
  isOpen: boolean;
}

/** Refuses when two open accounts have the same address: which of both stays is for people to say. */
export async function up(db: QueryExecutorProvider): Promise<void> {
  const { rows } = await sql<Stored>`
    SELECT id, email, disabled_at IS NULL AS "isOpen" FROM account ORDER BY id`.execute(db);
  const open = new Map<string, Stored>();
  const doubles: string[] = [];
  for (const account of rows) {
    const folded = account.email.normalize('NFC').toLowerCase().normalize('NFC');
    await sql`UPDATE account SET email_folded = ${folded} WHERE id = ${account.id}`.execute(db);
    if (!account.isOpen) continue;
    const other = open.get(folded);
    if (other) doubles.push(`${other.email} (${other.id}) = ${account.email} (${account.id})`);
    open.set(folded, account);
  }
  if (doubles.length > 0) {
    throw new Error(
      'Two accounts have one mail address, apart from capitals. Nothing was changed. Start the version of before, ' +
        `close one of the two at the desk under Accounts, and upgrade again: ${doubles.join(', ')}.`,
    );
  }
  await sql`ALTER TABLE account ALTER COLUMN email_folded SET NOT NULL`.execute(db);
  await sql`DROP INDEX account_lower_idx`.execute(db);
  await sql`CREATE UNIQUE INDEX account_email_folded_idx ON account (email_folded) WHERE disabled_at IS NULL`.execute(
    db,
  );
}
