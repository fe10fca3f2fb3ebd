/** Taking the coordinator's own words off the factsheet, with her name. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { lockResult } from './lock-result.ts';

/** Once more changes nothing. */
export function removeOwnWords(acting: Acting, roundId: string): Promise<void> {
  return act(acting, async ({ db, log, unchanged }) => {
    const { ownWords } = await lockResult(db, roundId);
    if (ownWords === '') return unchanged();
    await db
      .updateTable('round')
      .set({ ownWords: '', ownWordsBy: '', revision: sql`revision + 1` })
      .where('id', '=', roundId)
      .execute();
    await log({ action: 'factsheet.ownWordsRemoved', roundId });
  });
}
