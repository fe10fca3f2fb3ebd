/** For what must happen completely or not at all, alone or as part of something larger. */
import type { Database } from './schema.ts';

/** Does the work in a transaction: the one that is there already, or else a new one. */
export function inTransaction<Outcome>(
  db: Database,
  work: (transaction: Database) => Promise<Outcome>,
): Promise<Outcome> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
