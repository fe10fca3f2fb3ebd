/**
 * Days on which offices in the Netherlands work. What the program suggests or plans by itself falls on one; who chooses
 * a day is free to choose another. Days are YYYY-MM-DD.
 */
import { addDays } from './days.ts';

/** Neither a weekend nor a day on which offices are closed. School holidays differ by region, and do not count. */
export function isWorkingDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !listHolidays(Number(day.slice(0, 4))).includes(day);
}

/** This day, or the first working day after it. */
export function toWorkingDay(day: string): string {
  let found = day;
  while (!isWorkingDay(found)) found = addDays(found, 1);
  return found;
}

/** This day, or the last working day before it. */
export function toEarlierWorkingDay(day: string): string {
  let found = day;
  while (!isWorkingDay(found)) found = addDays(found, -1);
  return found;
}

/**
 * The holidays of the law on time limits (Algemene termijnenwet, article 3), on which no limit that a law sets ends. Good
 * Friday and the fifth of May of every year are among them. Easter and Whit Sunday are Sundays, and not named in it.
 */
export function listHolidays(year: number): string[] {
  const easter = findEaster(year);
  const kingsDay = `${year}-04-27`;
  const isSunday = new Date(`${kingsDay}T00:00Z`).getUTCDay() === 0;
  return [
    `${year}-01-01`,
    addDays(easter, -2),
    addDays(easter, 1),
    isSunday ? `${year}-04-26` : kingsDay,
    `${year}-05-05`,
    addDays(easter, 39),
    addDays(easter, 50),
    `${year}-12-25`,
    `${year}-12-26`,
  ];
}

/** Easter Sunday in the Gregorian calendar; the algorithm of Meeus, Jones and Butcher (Meeus, Astronomical Algorithms, ch. 8). */
function findEaster(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const months = h + l - 7 * m + 114;
  const pad = (number: number) => String(number).padStart(2, '0');
  return `${year}-${pad(Math.floor(months / 31))}-${pad((months % 31) + 1)}`;
}
