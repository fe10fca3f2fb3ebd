/** When a round opens and closes, from what somebody typed: a day in the Netherlands, or a moment. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { isDay } from '../text/days.ts';

/** The time that is meant, a day being open until its end; undefined when it is none, 'past' when it has been. */
export function findClosingTime(db: Database, text: string): Promise<Date | 'past' | undefined> {
  return findTime(db, text, '23:59:59');
}

/** The same for an opening or a reminder: nine o'clock in the morning of that day. */
export function findMorning(db: Database, text: string): Promise<Date | 'past' | undefined> {
  return findTime(db, text, '09:00');
}

async function findTime(db: Database, text: string, timeOfDay: string): Promise<Date | 'past' | undefined> {
  const day = /^(2\d{3}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.exec(text)?.[1];
  if (day === undefined || !isDay(day) || Number.isNaN(Date.parse(text))) return undefined;
  const time =
    text === day
      ? sql<Date>`(${day}::date + ${timeOfDay}::time) AT TIME ZONE 'Europe/Amsterdam'`
      : sql<Date>`${new Date(text)}::timestamptz`;
  const asked = await db
    .selectNoFrom([time.as('time'), sql<boolean>`${time} <= now()`.as('past')])
    .executeTakeFirstOrThrow();
  return asked.past ? 'past' : asked.time;
}
