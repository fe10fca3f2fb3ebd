/** Switching the mail of the day on or off, for oneself. */
import { sql } from 'kysely';
import { type Acting, act } from '../../log/act.ts';
import { beginOfDay } from '../../mail/digest-news.ts';

/** Doing it twice is the same as once. Switched on, it tells of what happens from today on. */
export function switchDigest(
  acting: Acting,
  { accountId, networkId, isOn }: { accountId: string; networkId: string; isOn: boolean },
): Promise<void> {
  return act(acting, async ({ db, log, unchanged }) => {
    const changed = isOn
      ? await db
          .insertInto('digest')
          .values({ accountId, networkId, toldUntil: beginOfDay(sql`now()`) })
          .onConflict((conflict) => conflict.columns(['accountId', 'networkId']).doNothing())
          .returning('id')
          .execute()
      : await db
          .deleteFrom('digest')
          .where('accountId', '=', accountId)
          .where('networkId', '=', networkId)
          .returning('id')
          .execute();
    if (changed.length === 0) return unchanged();
    await log({ action: isOn ? 'rounds.digestOn' : 'rounds.digestOff', networkId });
  });
}
