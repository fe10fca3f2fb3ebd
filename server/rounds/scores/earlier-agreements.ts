/**
 * The agreements that the factsheet of a round comes back to: those made after earlier rounds, as they stood when
 * this one closed. They are stored with the round then, so that what is agreed, changed or removed later does not
 * rewrite a published factsheet.
 */
import { sql } from 'kysely';
import type { EarlierAgreement } from '../../../reports/figures/factsheet-input.ts';
import type { Database } from '../../database/schema.ts';

/** Those that were stored at closing; of a round that is not closed, those of this moment. */
export async function listEarlierAgreements(db: Database, roundId: string): Promise<EarlierAgreement[]> {
  const { agreements } = await db
    .selectFrom('round')
    .select('agreements')
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow();
  return agreements ?? findEarlierAgreements(db, roundId);
}

/**
 * From the tables: made before this round closed, after a round that closed before this one opened. What was done
 * already when that round or a later one closed stood on its factsheet as done, and does not return.
 */
export async function findEarlierAgreements(db: Database, roundId: string): Promise<EarlierAgreement[]> {
  const { rows } = await sql<EarlierAgreement & { standing: string | null }>`
    WITH this AS (
      SELECT id, network_id, opened_at, least(now(), coalesce(closed_at, closes_at)) AS ended_at
      FROM round WHERE id = ${roundId} AND opened_at IS NOT NULL
    ), earlier AS (
      SELECT round.id, round.name, round_closed_at(round) AS ended_at, round.opened_at
      FROM round JOIN this ON this.network_id = round.network_id
      WHERE round.id <> this.id AND round_closed_at(round) <= this.opened_at
    )
    SELECT earlier.name AS round, facet, what, who, by_when::text AS "byWhen",
      CASE
        WHEN done_at <= this.ended_at THEN 'done'
        WHEN by_when < (this.ended_at AT TIME ZONE 'Europe/Amsterdam')::date THEN 'late'
        ELSE 'open'
      END AS state,
      CASE WHEN stood_at <= this.ended_at THEN nullif(standing, '') END AS standing
    FROM agreement CROSS JOIN this JOIN earlier ON earlier.id = agreement.round_id
    WHERE agreement.created_at <= this.ended_at
      AND NOT EXISTS (
        SELECT FROM earlier AS later
        WHERE agreement.created_at <= later.ended_at AND agreement.done_at <= later.ended_at
          AND later.id <> agreement.round_id
      )
    ORDER BY earlier.opened_at, earlier.id, agreement.by_when, agreement.id`.execute(db);
  return rows.map(({ standing, ...row }) => (standing === null ? row : { ...row, standing }));
}
