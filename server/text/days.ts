/** Days as people mean them, YYYY-MM-DD in the time of the Netherlands, wherever the server stands. */

const format = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/Amsterdam' });

/** The day of a moment. */
export function dutchDay(date: Date): string {
  return format.format(date);
}

/** The time of the day of a moment, as a form takes it: '09:30'. */
export function dutchTime(date: Date): string {
  return clock.format(date);
}

/** So many days later, or earlier with a number below zero. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** From the first day to the last, both with it. */
export function listDays(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

const hourMilliseconds = 3600_000;

/**
 * The moment that the clock of the Netherlands says so, of a day and a time as HH:MM. Undefined in the hour that the clock
 * skips in March. Of the hour that it has twice in October, the first: so calendars read it (RFC 5545).
 */
export function findMoment(day: string, time: string): Date | undefined {
  const asUtc = new Date(`${day}T${time}Z`).getTime();
  return [2, 1]
    .map((ahead) => new Date(asUtc - ahead * hourMilliseconds))
    .find((date) => dutchDay(date) === day && dutchTime(date) === time);
}

/** Is this a day that the calendar has? The 30th of February is none, although a Date reads it as one in March. */
export function isDay(text: string): boolean {
  return /^2\d{3}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00Z`).toJSON()?.startsWith(text) === true;
}
