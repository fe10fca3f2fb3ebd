/** Locks an agreement or a local recommendation while somebody changes it. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { notFound, Refusal } from '../../text/refusal.ts';

export interface LockedEntry {
  networkId: string;
  revision: number;
  /** Since when it is done, or in the archive. */
  endedAt: Date | null;
}

const endColumn = { agreement: 'doneAt', localRecommendation: 'archivedAt' } as const;

/** Locks one of them until the end of the transaction. */
export async function lockEntry(
  db: Database,
  table: keyof typeof endColumn,
  id: string,
): Promise<LockedEntry> {
  const { rows } = await sql<LockedEntry>`
    SELECT network_id AS "networkId", revision, ${sql.ref(endColumn[table])} AS "endedAt"
    FROM ${sql.table(table)} WHERE id = ${id} FOR UPDATE`.execute(db);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** Refuses a form that was based on an earlier revision. */
export function requireRevision(entry: LockedEntry, revision: number): void {
  if (entry.revision !== revision) throw new Refusal(409, 'changedMeanwhile');
}
