/** Opens every planned round whose moment has come. One without partners stays planned, and its page says why. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { doDue } from '../jobs/do-due.ts';
import type { Acting } from '../log/act.ts';
import { openRound } from './open-round.ts';
import { roundState } from './round-state.ts';

export function openDueRounds(acting: Acting): Promise<void> {
  return doDue(acting.db, findDue, (db, { id }) => openRound({ ...acting, db }, id));
}

function findDue(db: Database, after: string) {
  return db
    .selectFrom('round')
    .select('id')
    .where('id', '>', after)
    .where(roundState, '=', 'planned')
    .where('opensAt', '<=', sql<Date>`now()`)
    .where('closesAt', '>', sql<Date>`now()`)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('partner')
          .select('partner.id')
          .whereRef('partner.networkId', '=', 'round.networkId')
          .where('partner.archivedAt', 'is', null),
      ),
    )
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}
