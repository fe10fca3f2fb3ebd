/** When a round closes, from what somebody typed: the end of a day in the Netherlands, or a moment. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';

/** The time that is meant; undefined when it is none, and 'past' when it has been. */
export async function findClosingTime(db: Database, text: string): Promise<Date | 'past' | undefined> {
  const day = /^(2\d{3}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.exec(text)?.[1];
  // The 30th of February is no day, although a Date reads it as one in March.
  const isDay = day !== undefined && new Date(`${day}T00:00Z`).toJSON()?.startsWith(day);
  if (!isDay || Number.isNaN(Date.parse(text))) return undefined;
  const time =
    text === day
      ? sql<Date>`(${day}::date + time '23:59:59') AT TIME ZONE 'Europe/Amsterdam'`
      : sql<Date>`${new Date(text)}::timestamptz`;
  const asked = await db
    .selectNoFrom([time.as('closesAt'), sql<boolean>`${time} <= now()`.as('past')])
    .executeTakeFirstOrThrow();
  return asked.past ? 'past' : asked.closesAt;
}
