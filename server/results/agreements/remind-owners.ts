/** Two weeks before the day of an agreement its owner is reminded, once, from nine in the morning. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { doDue } from '../../jobs/do-due.ts';
import { type Acting, act } from '../../log/act.ts';
import { mailOwner } from './mail-owner.ts';

/** How many days before. Who made it later than that got the first mail as late already. */
const daysBefore = 14;

export function remindOwners(acting: Acting): Promise<void> {
  return doDue(acting.db, findDue, (db, { id, networkId, roundId, ownerId }) =>
    act({ ...acting, db }, async (change) => {
      await mailOwner(change, 'agreement-reminder', {
        agreementId: id,
        networkId,
        roundId,
        ownerId: ownerId!,
      });
      await db.updateTable('agreement').set({ remindedAt: sql<Date>`now()` }).where('id', '=', id).execute();
      await change.log({ action: 'agreements.reminded', networkId, thingId: id });
    }),
  );
}

function findDue(db: Database, after: string) {
  const morning = sql`((by_when - ${daysBefore}::integer + time '9:00') AT TIME ZONE 'Europe/Amsterdam')`;
  return db
    .selectFrom('agreement')
    .select(['id', 'networkId', 'roundId', 'ownerId'])
    .where('id', '>', after)
    .where('doneAt', 'is', null)
    .where('ownerId', 'is not', null)
    .where('remindedAt', 'is', null)
    .where(
      sql<boolean>`${morning} BETWEEN created_at AND now() AND (now() AT TIME ZONE 'Europe/Amsterdam')::date <= by_when`,
    )
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}
