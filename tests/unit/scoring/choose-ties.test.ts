/** When contacts may be in a file for research, beside a map with names on it. */
import { describe, expect, test } from 'vitest';
import { mayGiveTies } from '../../../scoring/choose-ties.ts';
import { partnerId, tieBetween } from '../../support/small-networks.ts';

const ids = (from: number, to: number) =>
  new Set(Array.from({ length: to - from }, (_none, place) => partnerId(from + place)));
const everyPair = (count: number, from = 0) =>
  [...Array(count).keys()].flatMap((one) =>
    [...Array(count).keys()]
      .filter((other) => other > one)
      .map((other) => tieBetween(from + one, from + other, 2, 1, 1)),
  );

describe('partners that stay out', () => {
  test.each([
    [12, 12, true],
    [12, 11, false],
    [12, 7, false],
    [12, 6, true],
    [9, 4, true],
    [9, 5, false],
    [20, 11, false],
    [20, 10, true],
    [12, 1, false],
    [12, 0, false],
  ])('of %i reporters %i allow it: %s', (all, allowing, expected) => {
    const reported = { partners: [...ids(0, all)], reporters: ids(0, all), ties: everyPair(all) };
    expect(mayGiveTies(reported, ids(0, allowing))).toBe(expected);
  });
});

test('reciprocity is a share of pairs: of one to four that are not in the file it would be known', () => {
  const reported = (others: number) => ({
    partners: [...ids(0, 12)],
    reporters: ids(0, 12),
    ties: [...everyPair(6), ...everyPair(6, 6).slice(0, others)],
  });
  expect([0, 1, 4, 5].map((others) => mayGiveTies(reported(others), ids(0, 6)))).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test('a partner from which nobody reported hides nobody', () => {
  const reported = { partners: [...ids(0, 12)], reporters: ids(0, 9), ties: everyPair(9) };
  expect(mayGiveTies(reported, ids(0, 6))).toBe(false);
  expect(mayGiveTies(reported, ids(0, 4))).toBe(true);
});
