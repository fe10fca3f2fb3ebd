/** When the last good backup was made, by the night or by hand: a restore can go back to that moment. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';

/** Does this installation make one every night? Known after its first night, for a week. */
export async function hasNightlyBackups(db: Database): Promise<boolean> {
  const { rows } = await sql`SELECT FROM pgboss.job WHERE name = 'back-up' LIMIT 1`.execute(db);
  return rows.length > 0;
}

/** Undefined: none, or longer ago than the log goes. */
export async function findLastBackup(db: Database): Promise<Date | undefined> {
  const line = await db
    .selectFrom('audit')
    .select('at')
    .where('action', '=', 'desk.backedUp')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return line?.at;
}
