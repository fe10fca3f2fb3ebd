/** What the next invitation comes back to: what partners agreed after the round before. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';

/** What was agreed after a round, at most three. */
export interface Agreed {
  round: string;
  list: { what: string; who: string; isDone: boolean }[];
}

/** What partners agreed after the latest round of the network that closed before this; undefined when that is nothing. */
export async function findAgreed(db: Database, networkId: string, before: Date): Promise<Agreed | undefined> {
  const { rows } = await sql<{ round: string; what: string; who: string; isDone: boolean }>`
    WITH earlier AS (
      SELECT id, name FROM round
      WHERE network_id = ${networkId}::bigint AND closed_at <= ${before}
        AND EXISTS (SELECT FROM agreement WHERE agreement.round_id = round.id)
      ORDER BY closed_at DESC, id DESC LIMIT 1
    )
    SELECT earlier.name AS round, what, who, done_at IS NOT NULL AS "isDone"
    FROM earlier JOIN agreement ON agreement.round_id = earlier.id
    ORDER BY agreement.by_when, agreement.id LIMIT 3`.execute(db);
  return rows[0] && { round: rows[0].round, list: rows.map(({ round: _round, ...one }) => one) };
}
