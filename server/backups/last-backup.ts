/** When the last good backup was made, by the night or by hand: a restore can go back to that moment. */
import type { Database } from '../database/schema.ts';

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
