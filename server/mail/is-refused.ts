/** Does the address of this mail take no mail? Its server said so at once, or sent the mail back. */
import { sql } from 'kysely';

const refusals = ['refused', 'returned'];

export function isRefused({ state, reason }: { state: string; reason: string | null }): boolean {
  return state === 'failed' && refusals.includes(reason ?? '');
}

/** The same in a query, of the mail that is called `last` there. */
export const lastIsRefused = sql<boolean>`(last.state = 'failed' AND last.reason = ANY(${refusals}))`;
