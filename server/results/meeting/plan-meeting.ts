/** Saying when and where the result is discussed. With every box empty there is no meeting any more. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { dutchDay, findMoment, isDay } from '../../text/days.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { lockClosedRound } from '../mirrors/lock-closed-round.ts';

/** As it was typed, in the time of the Netherlands. */
export interface TypedMeeting {
  /** YYYY-MM-DD */
  day: string;
  /** HH:MM */
  from: string;
  until: string;
  place: string;
}

/** Says whether there is a meeting now. Refuses a round that is not closed. */
export function planMeeting(
  acting: Acting,
  roundId: string,
  input: TypedMeeting,
): Promise<'planned' | 'removed'> {
  return act(acting, async (change) => {
    const { db, log } = change;
    const typed = {
      day: tidyText(input.day),
      from: tidyTime(input.from),
      until: tidyTime(input.until),
      place: tidyText(input.place),
    };
    const outcome = Object.values(typed).every((text) => text === '') ? 'removed' : 'planned';
    const problems = outcome === 'planned' ? checkMeeting(typed) : [];
    if (problems.length > 0) throw refuseProblems(problems);
    await lockClosedRound(db, roundId, 'meetingAfterClosing');
    if (!(await store(db, roundId, typed))) {
      change.unchanged();
      return outcome;
    }
    await log({ action: `meeting.${outcome}`, roundId, note: typed.day });
    return outcome;
  });
}

/** Says whether it is another one than before. */
async function store(db: Database, roundId: string, { day, from, until, place }: TypedMeeting) {
  const at = (time: string) => sql<Date | null>`${day === '' ? null : findMoment(day, time)!}::timestamptz`;
  const { numUpdatedRows } = await db
    .updateTable('round')
    .set({ meetingFrom: at(from), meetingUntil: at(until), meetingPlace: place })
    .where('id', '=', roundId)
    .where(
      sql<boolean>`(meeting_from, meeting_until, meeting_place) IS DISTINCT FROM (${at(from)}, ${at(until)}, ${place})`,
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function checkMeeting({ day, from, until, place }: TypedMeeting): Problem[] {
  return [
    ...checkDay(day),
    ...checkTime('from', from, day),
    ...checkTime('until', until, day),
    ...(isTime(from) && isTime(until) && until <= from
      ? [{ where: 'until', code: 'endsBeforeItBegins' } as const]
      : []),
    ...checkText('place', place, { optional: true }),
  ];
}

function checkDay(day: string): Problem[] {
  if (day === '') return [{ where: 'day', code: 'empty' }];
  if (!isDay(day)) return [{ where: 'day', code: 'notADate' }];
  return day < dutchDay(new Date()) ? [{ where: 'day', code: 'opensPast' }] : [];
}

function checkTime(where: 'from' | 'until', time: string, day: string): Problem[] {
  if (time === '') return [{ where, code: 'empty' }];
  if (!isTime(time)) return [{ where, code: 'notATime' }];
  return isDay(day) && !findMoment(day, time) ? [{ where, code: 'skippedTime' }] : [];
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** '9.30' is 09:30, as people write it where the browser gives no box for a time. */
function tidyTime(text: string): string {
  const [, hour, minutes] = /^(\d{1,2})[:.](\d{2})$/.exec(tidyText(text)) ?? [];
  return hour === undefined ? tidyText(text) : `${hour.padStart(2, '0')}:${minutes}`;
}
