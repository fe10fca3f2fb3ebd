/** A pause in a round: nobody can answer, and what was saved waits. Mails that it held up go after it (`paused-mails.ts`). */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { holdRunningRound } from './invitations/invitees.ts';

/** Pauses an open round; one that is paused stays so. */
export function pauseRound(db: Database, id: string): Promise<void> {
  return setPause(db, id, sql<Date>`coalesce(paused_at, now())`);
}

/** Lets people answer again. The closing day stays what it was. */
export function resumeRound(db: Database, id: string): Promise<void> {
  return setPause(db, id, null);
}

async function setPause(db: Database, id: string, pausedAt: ReturnType<typeof sql<Date>> | null) {
  await db.transaction().execute(async (transaction) => {
    await holdRunningRound(transaction, id);
    await transaction
      .updateTable('round')
      .set({ pausedAt, revision: sql<number>`revision + 1` })
      .where('id', '=', id)
      .execute();
  });
}
