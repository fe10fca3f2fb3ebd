/** Moments by the clock of the Netherlands, also where it skips an hour or has one twice. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dutchDay, dutchTime, findMoment } from '../../../../server/text/days.ts';

const find = (day: string, time: string) => findMoment(day, time)?.toISOString();

test('in winter the clock is an hour ahead, in summer two', () => {
  expect(find('2027-01-31', '14:00')).toBe('2027-01-31T13:00:00.000Z');
  expect(find('2027-07-31', '00:30')).toBe('2027-07-30T22:30:00.000Z');
});

test('the hour that the clock skips is no moment, and those beside it are', () => {
  expect(find('2027-03-28', '01:59')).toBe('2027-03-28T00:59:00.000Z');
  for (const time of ['02:00', '02:30', '02:59']) expect(find('2027-03-28', time)).toBeUndefined();
  expect(find('2027-03-28', '03:00')).toBe('2027-03-28T01:00:00.000Z');
});

test('of the hour that it has twice it is the first, in order with the times around it', () => {
  expect(find('2027-10-31', '01:59')).toBe('2027-10-30T23:59:00.000Z');
  expect(find('2027-10-31', '02:00')).toBe('2027-10-31T00:00:00.000Z');
  expect(find('2027-10-31', '02:59')).toBe('2027-10-31T00:59:00.000Z');
  expect(find('2027-10-31', '03:00')).toBe('2027-10-31T02:00:00.000Z');
});

test('whatever moment there is, its day and time lead back to it or to an hour before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 36_524 }), fc.integer({ min: 0, max: 1439 }), (days, minutes) => {
      const date = new Date(`${addDays('2000-01-01', days)}T00:00Z`);
      date.setUTCMinutes(minutes);
      const found = findMoment(dutchDay(date), dutchTime(date))!;
      expect([0, 3600_000]).toContain(date.getTime() - found.getTime());
    }),
  );
});
