/**
 * One result of partners with one person each, read as somebody would who lists all scores that fit it. The rules and the
 * door are those of the product; `docs/decisions/0035-one-resolution.md` gives the aims and what was measured.
 */
import { describe, expect, test } from 'vitest';
import { type Known, measureKnown } from '../../../support/enumeration/measure-known.ts';

/** In at most 1.5% one set fits, in at most 5% for who knows one score. Two who talk: no aim, but a figure. */
function holdAims({ byAnybody, byOne, byTwo }: Known): void {
  expect(byAnybody).toBeLessThanOrEqual(0.015);
  expect(byOne).toBeLessThanOrEqual(0.05);
  expect(byTwo).toBeLessThanOrEqual(0.08);
}

describe('of a facet', () => {
  test.each([5, 6])('of %i partners hardly ever one set of scores fits', (count) => {
    holdAims(measureKnown(count, 2 * count));
  });

  test.each([5, 6, 7, 8, 9, 10])(
    'of %i partners, all of the network, or most of it',
    { timeout: 900_000, tags: ['long'] },
    (count) => {
      for (const inNetwork of [count, count + 2, 2 * count]) holdAims(measureKnown(count, inNetwork));
    },
  );
});

test.each([5, 6, 7, 8, 9, 10, 12, 14])(
  'of a condition, one question to %i partners, hardly ever one set of scores fits',
  (count) => {
    for (const inNetwork of [count, 2 * count]) holdAims(measureKnown(count, inNetwork, 'condition'));
  },
);

test.each([5, 6])(
  'who answered for all but one of %i partners is left with more than one score, half of the time',
  (count) => {
    // She chose the partners herself. A minimum that counts partners can't stop that, and exact figures gave the last one away
    // nearly always; who reads the result learns how many answers came from a mailbox of their own.
    expect(measureKnown(count, 2 * count).byAllButOne).toBeLessThan(0.5);
    expect(measureKnown(count, 2 * count, 'exact').byAllButOne).toBeGreaterThan(0.98);
  },
);

test('the search finds everybody where all digits are shown', () => {
  // What was shown before: of five scores on two statements mean, s and AD have one solution in five of six networks.
  const found = measureKnown(5, 10, 'exact');
  expect(found.byAnybody).toBeGreaterThan(0.6);
});
