/**
 * What the pages of networks show of rounds: how far each is. Rounds themselves are `server/rounds/`, which knows
 * networks; so networks only look.
 */
import { sql } from 'kysely';
import type { Database, RoundState } from '../database/schema.ts';

export interface RoundOverview {
  id: string;
  networkId: string;
  name: string;
  status: RoundState;
  opensAt: Date;
  closesAt: Date;
  closedAt: Date | null;
}

/** The rounds of a network, the latest first. */
export async function listRoundOverviews(db: Database, networkId: string): Promise<RoundOverview[]> {
  return selectRounds(db)
    .where('networkId', '=', networkId)
    .orderBy('opensAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Of each of these networks the round that opens or opened last. */
export async function listLatestRounds(
  db: Database,
  networkIds: readonly string[],
): Promise<RoundOverview[]> {
  return selectRounds(db)
    .distinctOn('networkId')
    .where(sql<boolean>`network_id = ANY(${networkIds}::bigint[])`)
    .orderBy('networkId')
    .orderBy('opensAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

function selectRounds(db: Database) {
  return db
    .selectFrom('round')
    .select(['id', 'networkId', 'name', 'opensAt', 'closesAt'])
    .select([
      sql<RoundState>`round_state(round)`.as('status'),
      sql<Date | null>`round_closed_at(round)`.as('closedAt'),
    ]);
}
