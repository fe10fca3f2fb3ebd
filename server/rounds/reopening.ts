/**
 * May the closing of a round be undone? One that somebody closed before its last moment, for a day, as long as nobody
 * saw its result (`docs/decisions/0043-closing-can-be-undone.md`).
 */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';

/** A closing by the clock is no mistake: it stands at the last moment of the round. For a table called `round`. */
export const closedByHand = sql<boolean>`(closed_at < closes_at)`;

/** Until when; null of a round that is not closed. For a table called `round`. */
export const undoableUntil = sql<Date | null>`(closed_at + interval '24 hours')`;

/** The latest other round that opened since this one closed, and is compared with it. */
export function findFollowing(db: Database, roundId: string): Promise<{ name: string } | undefined> {
  return db
    .selectFrom('round as closed')
    .innerJoin('round as later', 'later.networkId', 'closed.networkId')
    .select('later.name')
    .whereRef('later.id', '<>', 'closed.id')
    .whereRef('later.openedAt', '>=', 'closed.closedAt')
    .where('closed.id', '=', roundId)
    .orderBy('later.openedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** A way back that there is. */
export interface Reopening {
  until: Date;
  /** What the round is called that was planned by itself, and goes with the closing. */
  planned: string | undefined;
}

/** Until when this round can be opened again; undefined when it can't. */
export async function findReopening(db: Database, roundId: string): Promise<Reopening | undefined> {
  const row = await db
    .selectFrom('round')
    .select(undoableUntil.as('until'))
    .where('id', '=', roundId)
    .where('seenAt', 'is', null)
    .where(closedByHand)
    .where(sql<boolean>`${undoableUntil} > now()`)
    .executeTakeFirst();
  if (!row?.until || (await findFollowing(db, roundId))) return undefined;
  const planned = await selectPlanned(db, roundId).select('name').executeTakeFirst();
  return { until: row.until, planned: planned?.name };
}

/** The next round as the closing planned it; one that somebody changed since stays. */
export function selectPlanned(db: Database, roundId: string) {
  return db
    .selectFrom('round')
    .where('followsId', '=', roundId)
    .where('openedAt', 'is', null)
    .where('revision', '=', 1);
}

/**
 * Keeps that somebody sees the result of a round, or gets it sent. Comes before the result is read: who opens the round
 * again at the same moment is either refused, or nothing is shown (`scores/scores.ts`). A round that can't be opened
 * again any more is left alone, so that reading a result of last year writes nothing.
 */
export async function markSeen(db: Database, roundId: string): Promise<void> {
  await db
    .updateTable('round')
    .set({ seenAt: sql<Date>`now()` })
    .where('id', '=', roundId)
    .where('seenAt', 'is', null)
    .where(closedByHand)
    .where(sql<boolean>`${undoableUntil} > now()`)
    .execute();
}
