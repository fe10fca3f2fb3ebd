import { expect, test } from 'vitest';
import { formatsOf, toIndex } from '../../../../reports/words/format-figures.ts';

test('figures are written in the notation of the language', () => {
  expect(formatsOf('nl').ownIndex(81.25)).toBe('81,3');
  expect(formatsOf('en').ownIndex(81.25)).toBe('81.3');
  expect(formatsOf('nl').ownIndex(75)).toBe('75,0');
  expect(formatsOf('nl').number(6.25)).toBe('6,25');
});

test('what is said of a network claims no decimals', () => {
  expect(formatsOf('nl').index(75)).toBe('75');
  expect(formatsOf('nl').points(-5)).toBe('−5');
  expect(formatsOf('nl').points(5)).toBe('+5');
  expect(formatsOf('nl').ownPoints(5)).toBe('+5,0');
});

test('a day is the day in the Netherlands, also just after midnight and in summer', () => {
  expect(formatsOf('nl').date('2026-09-30T22:30:00Z')).toBe('1 oktober 2026');
  expect(formatsOf('nl').date('2026-12-31T22:30:00Z')).toBe('31 december 2026');
  expect(formatsOf('en').date('2026-12-31T23:30:00Z')).toBe('1 January 2027');
});

test('lists read as a sentence', () => {
  expect(formatsOf('nl').list(['a', 'b', 'c'])).toBe('a, b en c');
  expect(formatsOf('en').titles(['A', 'B, C'])).toBe('‘A’ and ‘B, C’');
});

test('a mean becomes an index on any scale, and an interval that reaches past the scale is cut off', () => {
  expect(toIndex({ min: 1, max: 5 }, 3)).toBe(50);
  expect(toIndex({ min: 1, max: 7 }, 5.5)).toBe(75);
  expect(toIndex({ min: 1, max: 5 }, 5.3)).toBe(100);
  expect(toIndex({ min: 1, max: 5 }, 0.2)).toBe(0);
  expect(toIndex({ min: 1, max: 5 }, 3.64)).toBe(66);
});
