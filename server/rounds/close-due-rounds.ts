/** Closes every open round whose last day has passed. */
import type { Database } from '../database/schema.ts';
import { doDue } from '../jobs/do-due.ts';
import type { Acting } from '../log/act.ts';
import { closeRound } from './close-round.ts';
import { roundState } from './round-state.ts';

export function closeDueRounds(acting: Acting): Promise<void> {
  return doDue(acting.db, findDue, (db, { id }) => closeRound({ ...acting, db }, id));
}

function findDue(db: Database, after: string) {
  return db
    .selectFrom('round')
    .select('id')
    .where('id', '>', after)
    .where('closedAt', 'is', null)
    .where(roundState, '=', 'closed')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}
