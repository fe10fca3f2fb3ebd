/** Results of an open round, read before and after one partner answered: can its answer be told from the two? */
import { expect, test } from 'vitest';
import { chooseScores, grids, nameSet } from '../../../support/enumeration/list-sets.ts';
import { drawScores } from '../../../support/enumeration/random-networks.ts';
import { type Shape, showCandidates, showConditions } from '../../../support/enumeration/show-candidates.ts';
import { seedRandom } from '../../../support/seed-random.ts';

/** The share of networks in which one answer fits both readings. */
function measureAnswers(count: number, isInterim: boolean): number {
  const [before, after] = [count, count + 1].map((size) => {
    const people = Array.from({ length: size }, (_none, person) => person);
    const shape: Shape = { people, partners: 20, items: 2, isInterim };
    const all = chooseScores(grids[2], size);
    const texts = showCandidates(
      all.map((scores) => [scores]),
      shape,
    );
    return { all, looks: new Map(all.map((scores, place) => [nameSet(scores), texts[place]!])) };
  }) as [Reading, Reading];
  const sets = Map.groupBy(before.all, (scores) => before.looks.get(nameSet(scores))!);
  const random = seedRandom(count);
  const people = Array.from({ length: count + 1 }, (_none, person) => person);
  const networks = 600;
  let known = 0;
  for (let network = 0; network < networks; network++) {
    const [scores] = drawScores(random, people) as [number[]];
    const seen = after.looks.get(nameSet(scores));
    const possible = sets.get(before.looks.get(nameSet(scores.slice(0, -1)))!)!;
    const fits = (answer: number) =>
      possible.some((set) => after.looks.get(nameSet([...set, answer])) === seen);
    if (grids[2].filter(fits).length === 1) known++;
  }
  return known / networks;
}

interface Reading {
  all: number[][];
  looks: Map<string, string>;
}

test('the answer of the one after five partners is hardly ever known', () => {
  expect(measureAnswers(5, true)).toBeLessThanOrEqual(0.015);
  // In the steps of a closed round it would be.
  expect(measureAnswers(5, false)).toBeGreaterThan(0.05);
});

test.each([6, 7, 8, 9])(
  'the answer of the one after %i partners is hardly ever known',
  { timeout: 900_000, tags: ['long'] },
  (count) => {
    expect(measureAnswers(count, true)).toBeLessThanOrEqual(0.015);
  },
);

test('one question waits for the closing: its class alone would tell the answer', () => {
  const shape: Shape = { people: [0, 1, 2, 3, 4], partners: 9, items: 1, isInterim: true };
  const scores = [[[2, 3, 3, 4, 5]]];
  expect(showCandidates(scores, shape)[0]).not.toContain('class');
  expect(showConditions(scores, shape)[0]).toBe('{"withheld":"minimum"}');
  expect(showConditions(scores, { ...shape, isInterim: false })[0]).toContain('class');
});
