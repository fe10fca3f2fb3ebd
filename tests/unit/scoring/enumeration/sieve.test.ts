/** The sieve before the door may let too much through, and stops nothing that looks the same. */
import { expect, test } from 'vitest';
import { grids } from '../../../support/enumeration/list-sets.ts';
import { drawPeople, drawScores, pickFrom } from '../../../support/enumeration/random-networks.ts';
import { type Candidate, type Shape, showCandidates } from '../../../support/enumeration/show-candidates.ts';
import { createSieve } from '../../../support/enumeration/sieve.ts';
import { type Random, seedRandom } from '../../../support/seed-random.ts';

/** One scores otherwise, or two move toward each other by as much, which keeps the mean of people with no colleagues. */
function change(random: Random, truth: readonly number[][]): Candidate {
  const changed = truth.map((scores) => [...scores]);
  const scores = pickFrom(random, changed);
  const pick = () => Math.floor(random() * scores.length);
  const [one, other] = [pick(), pick()];
  const step = pickFrom(random, [0.5, 1]);
  if (random() < 0.5) scores[one] = pickFrom(random, grids[2]);
  else if (scores[one]! + step <= 5 && scores[other]! - step >= 1) {
    scores[one]! += step;
    scores[other]! -= step;
  }
  return changed;
}

test.each([
  [5, 1, 1],
  [6, 1, 3],
  [8, 2, 1],
  [9, 1, 2],
  [9, 3, 2],
  [10, 3, 3],
  [15, 1, 2],
  [15, 2, 1],
  [20, 1, 1],
])('with %i partners of at most %i people, and %i facets', (count, most, facets) => {
  const random = seedRandom(100 * count + 10 * most + facets);
  const people = drawPeople(random, count, most);
  const shape: Shape = { people, partners: 2 * count, items: 2 };
  let [alike, passed, all] = [0, 0, 0];
  for (let network = 0; network < 4; network++) {
    const truth = drawScores(random, people, { facets });
    const sieve = createSieve(truth, shape);
    const candidates = Array.from({ length: 150 }, () => change(random, truth));
    const [seen, ...texts] = showCandidates([truth, ...candidates], shape);
    for (const [place, candidate] of candidates.entries()) {
      const passes = sieve(candidate);
      all++;
      if (passes) passed++;
      if (texts[place] !== seen || String(candidate) === String(truth)) continue;
      alike++;
      expect(passes, JSON.stringify([truth, candidate])).toBe(true);
    }
  }
  // It has seen both kinds, and keeps some from the door.
  expect(alike).toBeGreaterThan(0);
  expect(passed).toBeLessThan(all);
});
