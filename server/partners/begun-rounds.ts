/** The rounds that a partner takes part in, for its pages, which say what a change does not touch. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';

export interface BegunRound {
  name: string;
  /** It has not closed yet. */
  open: boolean;
}

/** The rounds that were opened with this partner, the latest first. */
export async function listBegunRounds(db: Database, partnerId: string): Promise<BegunRound[]> {
  return db
    .selectFrom('roundPartner')
    .innerJoin('round', 'round.id', 'roundPartner.roundId')
    .select('round.name')
    .select(sql<boolean>`round_state(round) <> 'closed'`.as('open'))
    .where('partnerId', '=', partnerId)
    .where('openedAt', 'is not', null)
    .orderBy('openedAt', 'desc')
    .execute();
}
