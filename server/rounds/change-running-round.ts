/** Changing a round that is open or paused. The closing day may only become later: people were told the old one. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { type Acting, act } from '../log/act.ts';
import { lockNetwork } from '../networks/networks.ts';
import { tidyMailAddress } from '../text/check-mail-address.ts';
import { checkText, tidyMessage, tidyText } from '../text/check-text.ts';
import { addDays, dutchDay, isDay } from '../text/days.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import { Refusal } from '../text/refusal.ts';
import { checkMessage, checkName, checkReplyTo, type RunningRoundInput } from './check-plan.ts';
import { findClosingTime } from './closing-time.ts';
import { readReminders } from './reminders/reminder-days.ts';
import { lockRevision, storeChange } from './store-change.ts';

/** `revision`: the one that was seen; when somebody changed the round since, it is refused. */
export function changeRunningRound(
  acting: Acting,
  roundId: string,
  input: RunningRoundInput,
  revision: number,
): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const round = await lockRevision(db, roundId, revision);
    if (!round.openedAt) throw new Refusal(409, 'roundNotOpen');
    if (round.state === 'closed') throw new Refusal(409, 'roundClosed');
    await lockNetwork(db, round.networkId);
    const name = tidyText(input.name);
    const message = tidyMessage(input.message);
    const replyTo = tidyMailAddress(input.replyTo ?? '');
    const problems: Problem[] = [
      ...checkText('name', name),
      ...(await checkName(db, round.networkId, name, roundId)),
      ...checkMessage(message),
      ...checkReplyTo(replyTo),
    ];
    const closesAt = await readClosing(db, input.closesOn, round, problems);
    const sent = await db
      .selectFrom('reminder')
      .select(sql<string>`send_on::text`.as('day'))
      .where('roundId', '=', roundId)
      .where('sentAt', 'is not', null)
      .execute();
    const known = new Set(sent.map(({ day }) => day));
    const reminders = readReminders(
      input.reminders,
      { from: addDays(dutchDay(new Date()), -1), opensAt: round.openedAt, closesAt },
      problems,
    ).filter((day) => !known.has(day));
    if (problems.length > 0 || !closesAt) throw refuseProblems(problems);
    await storeChange(db, roundId, { name, message, replyTo, repeats: input.repeats, closesAt }, reminders);
    await log({ action: 'rounds.changed', roundId, note: name });
  });
}

async function readClosing(
  db: Database,
  text: string,
  stored: { closesAt: Date; openedAt: Date | null },
  problems: Problem[],
): Promise<Date | undefined> {
  // The day in the form means the moment that is stored, which need not be the end of that day.
  if (text === dutchDay(stored.closesAt)) return stored.closesAt;
  const closesAt = await findClosingTime(db, isDay(text) ? text : '');
  if (closesAt === undefined) problems.push({ where: 'closesOn', code: 'notADate' });
  else if (closesAt === 'past') problems.push({ where: 'closesOn', code: 'datePassed' });
  else if (stored.openedAt && closesAt < stored.closesAt)
    problems.push({
      where: 'closesOn',
      code: 'closesEarlier',
      values: { closesAt: stored.closesAt.getTime() },
    });
  else return closesAt;
  return undefined;
}
