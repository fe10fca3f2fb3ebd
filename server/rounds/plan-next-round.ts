/**
 * After a round that repeats has closed, the next one is planned: as long, with the same reminders and words, and each
 * day moved to a working day.
 */
import { sql } from 'kysely';
import { hashInstrument } from '../../survey/hash-instrument.ts';
import { latestInstrument } from '../../survey/versions.ts';
import type { Database } from '../database/schema.ts';
import type { OngoingChange } from '../log/act.ts';
import { lockNetwork } from '../networks/networks.ts';
import { addDays } from '../text/days.ts';
import { toEarlierWorkingDay, toWorkingDay } from '../text/working-days.ts';
import { listReminders, storeReminders } from './reminders/reminder-days.ts';

/**
 * Plans the round after this one, as a part of closing it, with a line of its own. Nothing when it does not repeat, or
 * when the network has a planned round already: somebody was first.
 */
export async function planNextRound({ db, log }: OngoingChange, roundId: string): Promise<void> {
  const round = await db.selectFrom('round').selectAll().where('id', '=', roundId).executeTakeFirstOrThrow();
  if (round.repeats === 'once') return;
  // Whoever plans a round at this moment is waited for, and then was first.
  await lockNetwork(db, round.networkId);
  const others = await db
    .selectFrom('round')
    .select(['name', 'openedAt', 'closedAt'])
    .where('networkId', '=', round.networkId)
    .execute();
  if (others.some(({ openedAt, closedAt }) => !openedAt && !closedAt)) return;

  const next = await findNextPeriod(db, roundId, round.repeats === 'yearly' ? 12 : 6);
  const name = nameNextRound(
    round.name,
    next.years,
    others.map((other) => other.name),
  );
  const { id } = await db
    .insertInto('round')
    .values({
      networkId: round.networkId,
      followsId: roundId,
      name,
      sender: round.sender,
      language: round.language,
      message: round.message,
      replyTo: round.replyTo,
      repeats: round.repeats,
      opensAt: next.opensAt,
      openedAt: null,
      closesAt: next.closesAt,
      instrumentId: latestInstrument.id,
      instrumentVersion: String(latestInstrument.version),
      instrumentHash: hashInstrument(latestInstrument),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const reminders = (await listReminders(db, roundId)).map(({ day }) => day);
  await storeReminders(db, id, moveReminders(reminders, next));
  await log({ action: 'rounds.planned', roundId: id, note: name });
}

/** The name of the next round: the year in it raised, and a number behind it when that name is taken. */
export function nameNextRound(name: string, years: number, taken: readonly string[]): string {
  const base = name
    .replace(/ \(\d{1,3}\)$/, '')
    .replace(/\b20\d{2}\b/g, (year) => String(Number(year) + years));
  const isTaken = (candidate: string) => taken.includes(candidate);
  if (!isTaken(base)) return base;
  let number = 2;
  while (isTaken(`${base} (${number})`)) number += 1;
  return `${base} (${number})`;
}

interface Period {
  opensAt: Date;
  closesAt: Date;
  /** The days of these, and how many days later the round opens than the one before, and in how many later years. */
  opensOn: string;
  closesOn: string;
  days: number;
  years: number;
}

/**
 * So many months later, or as often as is needed to lie ahead: nine in the morning of that day, and as many days
 * later as this one lasted. Counted in days of the Netherlands, so that summer time shifts nothing. A day on which
 * offices are closed becomes the first working day after it.
 */
async function findNextPeriod(transaction: Database, roundId: string, months: number): Promise<Period> {
  const { rows } = await sql<
    Pick<Period, 'opensOn' | 'closesOn' | 'days' | 'years'> & { closesTime: string }
  >`
    WITH period AS (
      SELECT opens_at AT TIME ZONE 'Europe/Amsterdam' AS opens, closes_at AT TIME ZONE 'Europe/Amsterdam' AS closes
      FROM round WHERE id = ${roundId}
    ), next AS (
      SELECT (opens + make_interval(months => times * ${months}))::date - opens::date AS days, opens, closes
      FROM period, generate_series(1, 100) AS times
      WHERE (opens + make_interval(months => times * ${months}))::date > (now() AT TIME ZONE 'Europe/Amsterdam')::date
      ORDER BY times LIMIT 1
    ), found AS (
      SELECT opens::date + days AS opens_on, days, opens,
        closes + make_interval(days => days) AS closes
      FROM next
    )
    SELECT opens_on::text, closes::date::text AS closes_on, closes::time::text AS closes_time, days,
      (extract(year FROM opens_on) - extract(year FROM opens))::integer AS years
    FROM found`.execute(transaction);
  const { closesTime, ...found } = rows[0]!;
  const [opensOn, closesOn] = [toWorkingDay(found.opensOn), toWorkingDay(found.closesOn)];
  const moments = await transaction
    .selectNoFrom([
      sql<Date>`(${opensOn}::date + time '09:00') AT TIME ZONE 'Europe/Amsterdam'`.as('opensAt'),
      sql<Date>`greatest(${closesOn}::date + ${closesTime}::time, ${opensOn}::date + time '23:59:59')
        AT TIME ZONE 'Europe/Amsterdam'`.as('closesAt'),
    ])
    .executeTakeFirstOrThrow();
  return { ...found, ...moments, opensOn, closesOn };
}

/**
 * As many days later, on the next working day when that still helps, else on the one before; two that come together are
 * one.
 */
function moveReminders(
  days: readonly string[],
  { opensOn, closesOn, days: later }: Pick<Period, 'opensOn' | 'closesOn' | 'days'>,
): string[] {
  const moved = days.map((day) => {
    const wanted = addDays(day, later);
    const found = toWorkingDay(wanted);
    return found < closesOn ? found : toEarlierWorkingDay(wanted);
  });
  return [...new Set(moved)].filter((day) => day > opensOn);
}
