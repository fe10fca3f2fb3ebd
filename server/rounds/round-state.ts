/**
 * What a round is at this moment. The rule is one function of the database (`migrations/0007-states.sql`), so that
 * queries, statements and access agree; a query that uses these calls its table `round`.
 */
import { sql } from 'kysely';
import type { RoundState } from '../database/schema.ts';

export const roundState = sql<RoundState>`round_state(round)`;

/** When it closed, or null; also of a round whose last day has passed before the clock stored its closure. */
export const roundClosedAt = sql<Date | null>`round_closed_at(round)`;
