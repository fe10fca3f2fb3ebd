/**
 * A pause in a round: nobody can answer, and what was saved waits. Mails that it held up go after it
 * (`mail/send-after-pause.ts`). The closing day stays what it was.
 */
import { sql } from 'kysely';
import { type Acting, act } from '../log/act.ts';
import { lockRunningRound } from './lock-running-round.ts';

/** Pauses an open round; one that is paused stays so. */
export function pauseRound(acting: Acting, id: string): Promise<void> {
  return setPause(acting, id, 'rounds.paused');
}

/** Lets people answer again. */
export function resumeRound(acting: Acting, id: string): Promise<void> {
  return setPause(acting, id, 'rounds.resumed');
}

function setPause(acting: Acting, id: string, action: 'rounds.paused' | 'rounds.resumed'): Promise<void> {
  const pauses = action === 'rounds.paused';
  return act(acting, async (change) => {
    const { state } = await lockRunningRound(change.db, id);
    if ((state === 'paused') === pauses) return change.unchanged();
    await change.db
      .updateTable('round')
      .set({ pausedAt: pauses ? sql<Date>`now()` : null, revision: sql<number>`revision + 1` })
      .where('id', '=', id)
      .execute();
    await change.log({ action, roundId: id });
  });
}
