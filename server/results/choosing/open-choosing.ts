/** Opening the choosing of a closed round, once. */

import type { Database } from '../../database/schema.ts';
import { type Acting, act, type OngoingChange } from '../../log/act.ts';
import { findClosingTime } from '../../rounds/closing-time.ts';
import { findRound } from '../../rounds/rounds.ts';
import { addDays, dutchDay } from '../../text/days.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import { lockClosedRound } from '../mirrors/lock-closed-round.ts';
import { listChoosableFacets } from './list-choosable-facets.ts';

/** How many days people have to choose: what the form begins with, and at most. */
export const choosingDays = { usual: 14, max: 90 };

/** Gives nothing new when it is open already. Refuses a round that is not closed, and a choosing that has ended. */
export function openChoosing(acting: Acting, roundId: string, until: string): Promise<void> {
  return act(acting, async (change) => {
    await lockClosedRound(change.db, roundId, 'choosingAfterClosing');
    if (!(await addChoosing(change, roundId, until))) change.unchanged();
  });
}

/** Inside another change that has locked the round; says whether it was new. */
export async function addChoosing(change: OngoingChange, roundId: string, until: string): Promise<boolean> {
  const { db } = change;
  const there = await db
    .selectFrom('choosing')
    .select('closedAt')
    .where('roundId', '=', roundId)
    .executeTakeFirst();
  if (there?.closedAt) throw new Refusal(409, 'choosingOnce');
  if (there) return false;
  const endsAt = await requireEnd(db, until);
  const facets = await listChoosableFacets(db, await findRound(db, roundId));
  await db
    .insertInto('choosing')
    .values({ roundId, facets: JSON.stringify(facets), endsAt, closedAt: null, outcome: null })
    .execute();
  await change.log({ action: 'choosing.opened', roundId, note: dutchDay(endsAt) });
  return true;
}

async function requireEnd(db: Database, until: string): Promise<Date> {
  const refuse = (code: Problem['code']) =>
    refuseProblems([{ where: 'until', code, values: { max: choosingDays.max } }]);
  const endsAt = await findClosingTime(db, until);
  if (endsAt === undefined) throw refuse('notADate');
  if (endsAt === 'past') throw refuse('opensPast');
  if (dutchDay(endsAt) > addDays(dutchDay(new Date()), choosingDays.max)) throw refuse('choosingTooLong');
  return endsAt;
}
