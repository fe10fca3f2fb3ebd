/**
 * Planned rounds, and what may still be changed of one that runs. All that is wrong is said at once. Who changes a
 * round names the revision that was seen, so that of two people the second is told.
 */
import { sql, type Updateable } from 'kysely';
import { hashInstrument } from '../../survey/hash-instrument.ts';
import type { Language } from '../../survey/texts.ts';
import { latestInstrument } from '../../survey/versions.ts';
import type { Database, Repeats, Schema } from '../database/schema.ts';
import { lockNetwork } from '../networks/networks.ts';
import { checkText, tidyMessage, tidyText } from '../text/check-text.ts';
import { addDays, dayOf, isDay } from '../text/days.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import { findClosingTime, findMorning } from './closing-time.ts';

/** A round as somebody types it. */
export interface PlanWish {
  name: string;
  sender: string;
  language: Language;
  /** A day, or 'now'. */
  opens: string;
  /** The last day on which people can answer. */
  closesOn: string;
  repeats: Repeats;
  /** Days on which who has not answered gets a reminder; empty ones are left out. */
  reminders: readonly string[];
  /** The coordinator's own words in the invitation. */
  message: string;
}

/** What can be changed while people answer. */
export type RunningWish = Pick<PlanWish, 'name' | 'closesOn' | 'repeats' | 'reminders' | 'message'>;

export const mostReminders = 5;

/** Plans a round and gives its id; `transaction` lets the caller open it in the same one. */
export async function planRound(transaction: Database, networkId: string, wish: PlanWish): Promise<string> {
  await lockNetwork(transaction, networkId);
  const { reminders, ...values } = await checkPlan(transaction, networkId, wish);
  const { id } = await transaction
    .insertInto('round')
    .values({
      networkId,
      ...values,
      openedAt: null,
      instrumentId: latestInstrument.id,
      instrumentVersion: String(latestInstrument.version),
      instrumentHash: hashInstrument(latestInstrument),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await storeReminders(transaction, id, reminders);
  return id;
}

/** Changes a round that has not opened yet. */
export async function changePlan(
  db: Database,
  roundId: string,
  wish: PlanWish,
  revision: number,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const round = await lockRound(transaction, roundId, revision);
    if (round.openedAt) throw new Refusal(409, 'roundNotPlanned');
    await lockNetwork(transaction, round.networkId);
    const { reminders, ...values } = await checkPlan(transaction, round.networkId, wish, roundId);
    await storeChange(transaction, roundId, values, reminders);
  });
}

/** Changes a round that is open or paused. The closing day may only become later: people were told the old one. */
export async function changeRunning(
  db: Database,
  roundId: string,
  wish: RunningWish,
  revision: number,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const round = await lockRound(transaction, roundId, revision);
    if (!round.openedAt) throw new Refusal(409, 'roundNotOpen');
    if (round.closed) throw new Refusal(409, 'roundClosed');
    await lockNetwork(transaction, round.networkId);
    const name = tidyText(wish.name);
    const message = tidyMessage(wish.message);
    const problems: Problem[] = [
      ...checkText('name', name),
      ...(await checkName(transaction, round.networkId, name, roundId)),
      ...checkMessage(message),
    ];
    const closesAt = await readClosing(transaction, wish.closesOn, round, problems);
    const sent = await transaction
      .selectFrom('reminder')
      .select(sql<string>`send_on::text`.as('day'))
      .where('roundId', '=', roundId)
      .where('sentAt', 'is not', null)
      .execute();
    const known = new Set(sent.map(({ day }) => day));
    const reminders = readReminders(
      wish.reminders,
      { from: addDays(dayOf(new Date()), -1), opensAt: round.openedAt, closesAt },
      problems,
    ).filter((day) => !known.has(day));
    if (problems.length > 0 || !closesAt) throw refuseProblems(problems);
    await storeChange(transaction, roundId, { name, message, repeats: wish.repeats, closesAt }, reminders);
  });
}

/** Removes a round that never opened: nobody was asked. */
export async function removePlan(db: Database, roundId: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const round = await transaction
      .selectFrom('round')
      .select('openedAt')
      .where('id', '=', roundId)
      .forUpdate()
      .executeTakeFirst();
    if (!round) throw notFound();
    if (round.openedAt) throw new Refusal(409, 'roundNotPlanned');
    await transaction.deleteFrom('reminder').where('roundId', '=', roundId).execute();
    await transaction.deleteFrom('round').where('id', '=', roundId).execute();
  });
}

/** The reminder days of a round, in order. `missed`: its day has passed, and nothing was sent. */
export async function listReminders(db: Database, roundId: string) {
  return db
    .selectFrom('reminder')
    .select([
      sql<string>`send_on::text`.as('day'),
      'sentAt',
      sql<boolean>`sent_at IS NULL AND ${reminderEnds} <= now()`.as('missed'),
    ])
    .where('roundId', '=', roundId)
    .orderBy('sendOn')
    .execute();
}

/** A reminder goes out at nine o'clock of its day, or later when nothing ran then, but not a day later. */
export const reminderStarts = sql<Date>`((send_on + time '09:00') AT TIME ZONE 'Europe/Amsterdam')`;
export const reminderEnds = sql<Date>`((send_on + 1 + time '09:00') AT TIME ZONE 'Europe/Amsterdam')`;

/** Holds a round until the transaction ends; refuses one that somebody changed since this revision was seen. */
async function lockRound(transaction: Database, id: string, revision: number) {
  const round = await transaction
    .selectFrom('round')
    .select(['networkId', 'openedAt', 'closesAt', 'revision'])
    .select(
      sql<boolean>`closed_at IS NOT NULL OR (opened_at IS NOT NULL AND closes_at <= now())`.as('closed'),
    )
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!round) throw notFound();
  if (round.revision !== revision) throw new Refusal(409, 'changedMeanwhile');
  return round;
}

/** What a wish means, checked; refuses everything that is wrong with it at once. Stores nothing. */
export async function checkPlan(db: Database, networkId: string, wish: PlanWish, roundId?: string) {
  const name = tidyText(wish.name);
  const sender = tidyText(wish.sender);
  const message = tidyMessage(wish.message);
  const problems: Problem[] = [
    ...checkText('name', name),
    ...(await checkName(db, networkId, name, roundId)),
    ...checkText('sender', sender),
    ...checkMessage(message),
  ];
  const partner = await db
    .selectFrom('partner')
    .select('id')
    .where('networkId', '=', networkId)
    .where('archivedAt', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (!partner) problems.push({ where: '', code: 'noPartners' });

  const opensAt = await readOpening(db, wish.opens, problems);
  const closesAt = await findClosingTime(db, isDay(wish.closesOn) ? wish.closesOn : '');
  if (closesAt === undefined) problems.push({ where: 'closesOn', code: 'notADate' });
  else if (closesAt === 'past') problems.push({ where: 'closesOn', code: 'datePassed' });
  else if (opensAt && closesAt <= opensAt)
    problems.push({ where: 'closesOn', code: 'closesBeforeOpening', values: { day: opensAt.getTime() } });
  const period = { opensAt, closesAt: closesAt instanceof Date ? closesAt : undefined };
  const reminders = readReminders(wish.reminders, period, problems);
  if (problems.length > 0) throw refuseProblems(problems);
  return {
    name,
    sender,
    message,
    language: wish.language,
    repeats: wish.repeats,
    opensAt: opensAt!,
    closesAt: closesAt as Date,
    reminders,
  };
}

async function checkName(db: Database, networkId: string, name: string, roundId = '0'): Promise<Problem[]> {
  const other = await db
    .selectFrom('round')
    .select('id')
    .where('networkId', '=', networkId)
    .where('name', '=', name)
    .where('id', '<>', roundId)
    .executeTakeFirst();
  return other ? [{ where: 'name', code: 'doubleRound', values: { name } }] : [];
}

function checkMessage(message: string): Problem[] {
  return checkText('message', message.replaceAll('\n', ' '), { most: 1000, optional: true });
}

/** Nine in the morning of that day; today that may have been, and then it is now. */
async function readOpening(db: Database, text: string, problems: Problem[]): Promise<Date | undefined> {
  const morning = text === 'now' ? 'past' : await findMorning(db, isDay(text) ? text : '');
  if (morning instanceof Date) return morning;
  if (morning === 'past' && (text === 'now' || text === dayOf(new Date()))) return new Date();
  problems.push({ where: 'opensOn', code: morning === 'past' ? 'opensPast' : 'notADate' });
  return undefined;
}

async function readClosing(
  db: Database,
  text: string,
  stored: { closesAt: Date; openedAt: Date | null },
  problems: Problem[],
): Promise<Date | undefined> {
  // The day that stands there means the moment that is stored, which need not be the end of that day.
  if (text === dayOf(stored.closesAt)) return stored.closesAt;
  const closesAt = await findClosingTime(db, isDay(text) ? text : '');
  if (closesAt === undefined) problems.push({ where: 'closesOn', code: 'notADate' });
  else if (closesAt === 'past') problems.push({ where: 'closesOn', code: 'datePassed' });
  else if (stored.openedAt && closesAt < stored.closesAt)
    problems.push({
      where: 'closesOn',
      code: 'closesEarlier',
      values: { day: stored.closesAt.getTime() },
    });
  else return closesAt;
  return undefined;
}

/** The days in order, each once; says of each that is none, or that lies outside the round. */
function readReminders(
  days: readonly string[],
  { opensAt, closesAt, from }: { opensAt: Date | undefined; closesAt: Date | undefined; from?: string },
  problems: Problem[],
): string[] {
  days.forEach((day, index) => {
    const where = `reminder${index + 1}`;
    if (day === '') return;
    if (!isDay(day)) problems.push({ where, code: 'notADate' });
    else if ((opensAt && day <= dayOf(opensAt)) || (closesAt && day > dayOf(closesAt)))
      problems.push({
        where,
        code: 'reminderOutside',
        values: { opens: opensAt?.getTime() ?? 0, closes: closesAt?.getTime() ?? 0 },
      });
    else if (from && day <= from) problems.push({ where, code: 'datePassed' });
  });
  return [...new Set(days)].filter((day) => day !== '').sort();
}

async function storeChange(
  transaction: Database,
  roundId: string,
  values: Updateable<Schema['round']>,
  reminders: readonly string[],
): Promise<void> {
  await transaction
    .updateTable('round')
    .set({ ...values, revision: sql<number>`revision + 1` })
    .where('id', '=', roundId)
    .execute();
  await transaction
    .deleteFrom('reminder')
    .where('roundId', '=', roundId)
    .where('sentAt', 'is', null)
    .where(sql<boolean>`${reminderEnds} > now()`)
    .execute();
  await storeReminders(transaction, roundId, reminders);
}

async function storeReminders(transaction: Database, roundId: string, days: readonly string[]) {
  if (days.length === 0) return;
  await transaction
    .insertInto('reminder')
    .values(days.map((sendOn) => ({ roundId, sendOn })))
    .onConflict((conflict) => conflict.columns(['roundId', 'sendOn']).doNothing())
    .execute();
}
