/**
 * Attacks that worked on what was shown before figures had one resolution. Each takes what it is given, with all digits
 * that are there. That five partners' figures have one solution, and that a coordinator knows who sent three people, is
 * attacked in `one-result.test.ts` and `together.test.ts`; the data of charts in `tests/api/results/resolution.test.ts`.
 */
import { expect, test } from 'vitest';
import type { Response } from '../../../../scoring/answers.ts';
import { discloseScores } from '../../../../scoring/disclose.ts';
import { isWithheld } from '../../../../scoring/figure.ts';
import { scoreNetwork } from '../../../../scoring/score-network.ts';
import type { Scores } from '../../../../scoring/scores.ts';
import { latestInstrument } from '../../../../survey/versions.ts';
import { drawScores } from '../../../support/enumeration/random-networks.ts';
import { seedRandom } from '../../../support/seed-random.ts';
import { answersOf, fourFacets, makePartners } from '../../../support/small-networks.ts';

const show = (scores: Scores) =>
  discloseScores(scores, { reader: { kind: 'network' }, consenting: new Set() });
const range = (count: number) => Array.from({ length: count }, (_none, place) => place);

test('a theme of which one partner skipped a part: s, AD and interval do not undo its rounding', () => {
  // Ten partners score w and x, one only w. Their theme scores are multiples of a quarter, so the sum of their squares,
  // 10 s² + S²/11 with S the sum, is a whole number of sixteenths: an exact s leaves few sums in the window of the mean.
  const random = seedRandom(4);
  for (const _network of range(20)) {
    const [w, x] = drawScores(random, range(11), { facets: 2 }) as [number[], number[]];
    const responses = range(11).map(
      (p): Response =>
        answersOf(p, {
          w1: Math.floor(w[p]!),
          w2: Math.ceil(w[p]!),
          ...(p < 10 && { x1: Math.floor(x[p]!), x2: 6 - Math.ceil(x[p]!) }),
        }),
    );
    const scores = scoreNetwork({ instrument: fourFacets, partners: makePartners(20), responses });
    const theme = show(scores).concepts[0]!;
    if (isWithheld(theme)) throw new Error('It is shown.');
    const { mean, sd, ad } = theme;
    const fits = (sum: number) => {
      if (typeof sd !== 'number') return true;
      const squares = 16 * (10 * sd ** 2 + sum ** 2 / 11);
      return Math.abs(squares - Math.round(squares)) < 1e-6;
    };
    // Whole points of the index or five of them: the window that the mean leaves.
    const half = (Math.abs(25 * mean - 5 * Math.round(5 * mean)) < 1e-6 ? 2.5 : 0.5) / 25;
    const sums = range(221)
      .map((quarters) => 0.25 * quarters)
      .filter((sum) => Math.abs(sum / 11 - mean) <= half + 1e-9 && fits(sum));
    expect(typeof ad).not.toBe('number');
    // Each sum is another score of who skipped, half a point apart.
    expect(sums.length).toBeGreaterThanOrEqual(8);
  }
});

test('five partners: no table of α from which answer sheets can be built, and no s or AD', () => {
  const random = seedRandom(9);
  const items = latestInstrument.concepts.flatMap(({ facets }) => facets.flatMap((facet) => facet.items));
  const responses = range(5).map((p) =>
    answersOf(p, Object.fromEntries(items.map(({ id }) => [id, 1 + Math.floor(5 * random())]))),
  );
  const shown = show(scoreNetwork({ instrument: latestInstrument, partners: makePartners(9), responses }));
  const text = JSON.stringify([shown.concepts, shown.facets]);
  expect(text).not.toMatch(/"(sd|ad|rwg|icc1|icc2|alpha|omega|itemRest|alphaWithout)":-?[\d[]/);
  expect(text).not.toMatch(/"alpha":\{"n"/);
  // Multiples of a fifth of a point of the scale, and nothing finer.
  for (const number of text.match(/\d+\.\d+/g) ?? []) expect(number).toMatch(/^\d\.[02468]$/);
});
