/** Which days offices in the Netherlands work, and on which a round ends by itself. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suggestPlan } from '../../../../server/rounds/plan-form.ts';
import { addDays } from '../../../../server/text/days.ts';
import {
  isWorkingDay,
  listHolidays,
  toEarlierWorkingDay,
  toWorkingDay,
} from '../../../../server/text/working-days.ts';

test('the holidays of 2027, as the law on time limits has them', () => {
  expect(listHolidays(2027)).toEqual([
    '2027-01-01',
    '2027-03-26',
    '2027-03-29',
    '2027-04-27',
    '2027-05-05',
    '2027-05-06',
    '2027-05-17',
    '2027-12-25',
    '2027-12-26',
  ]);
});

test.each([
  ['2008-03-24', 'the earliest Easter of this century'],
  ['2038-04-26', 'the latest'],
  ['2026-04-06', 'Easter Monday of 2026'],
  ['2076-04-20', 'Easter Monday where the common rule needs its exception'],
  ['2100-03-29', 'Easter Monday in a year that leaps no day'],
])('%s is a holiday: %s', (day) => {
  expect(isWorkingDay(day)).toBe(false);
});

test("King's Day goes before a Sunday", () => {
  expect(listHolidays(2031)).toContain('2031-04-26');
  expect(listHolidays(2031)).not.toContain('2031-04-27');
});

test.each([
  ['2026-12-24', '2026-12-24', '2026-12-24'],
  ['2026-12-25', '2026-12-28', '2026-12-24'],
  ['2027-03-26', '2027-03-30', '2027-03-25'],
  ['2027-05-05', '2027-05-07', '2027-05-04'],
  ['2028-01-01', '2028-01-03', '2027-12-31'],
])('from %s the next working day is %s, and the one before %s', (day, next, before) => {
  expect([toWorkingDay(day), toEarlierWorkingDay(day)]).toEqual([next, before]);
});

describe('the suggested plan', () => {
  const days = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('2026-01-01', count));

  test('whatever the day, it ends and reminds on working days, in this order', () => {
    fc.assert(
      fc.property(days, (today) => {
        const plan = suggestPlan({ sender: 'Greet', language: 'nl', taken: [], today });
        const { reminder1, reminder2, reminder3, closesOn } = plan;
        const chosen = [reminder1, reminder2, reminder3, closesOn];
        expect(chosen.filter((day) => !isWorkingDay(day))).toEqual([]);
        expect([today, ...chosen]).toEqual([...new Set([today, ...chosen])].sort());
      }),
      { numRuns: 2000 },
    );
  });

  test('four weeks after an ordinary Friday is a Friday; where that is Good Friday, the Tuesday after Easter', () => {
    const suggest = (today: string) =>
      suggestPlan({ sender: 'Greet', language: 'nl', taken: [], today }).closesOn;
    expect(suggest('2026-10-02')).toBe('2026-10-30');
    expect(suggest('2027-02-26')).toBe('2027-03-30');
  });
});
