/** The choosing of a round: what people choose from, until when, and what came out. */
import { sql } from 'kysely';
import type { ChoosableFacet, ChoosingOutcome } from '../../../scoring/disclose-votes.ts';
import type { Database } from '../../database/schema.ts';

export interface Choosing {
  facets: ChoosableFacet[];
  openedAt: Date;
  endsAt: Date;
  /** Undefined while people can choose. */
  outcome: ChoosingOutcome | undefined;
  /** ending: its last moment has passed, and the clock closes it within a minute. */
  state: 'open' | 'ending' | 'closed';
}

/** Undefined while it was never opened. */
export async function findChoosing(db: Database, roundId: string): Promise<Choosing | undefined> {
  const row = await db
    .selectFrom('choosing')
    .select(['facets', 'openedAt', 'endsAt', 'outcome'])
    .select(sql<boolean>`ends_at <= now()`.as('hasEnded'))
    .where('roundId', '=', roundId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { facets, openedAt, endsAt, outcome, hasEnded } = row;
  const state = outcome ? 'closed' : hasEnded ? 'ending' : 'open';
  return { facets, openedAt, endsAt, outcome: outcome ?? undefined, state };
}
