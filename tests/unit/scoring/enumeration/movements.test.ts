/**
 * What a change between two rounds tells of who moved how: all movements of partners with one person each, by what the
 * change of a facet looks like beside thirteen others that are judged with it. On two statements, and on the one statement
 * that versions 2 and 3 of our questionnaire share in half of the facets.
 */
import { expect, test } from 'vitest';
import type { Response } from '../../../../scoring/answers.ts';
import { discloseScores } from '../../../../scoring/disclose.ts';
import { isWithheld } from '../../../../scoring/figure.ts';
import { scoreNetwork } from '../../../../scoring/score-network.ts';
import type { Instrument } from '../../../../survey/instrument.ts';
import { chooseScores } from '../../../support/enumeration/list-sets.ts';
import { seedRandom } from '../../../support/seed-random.ts';
import { answersOf, makePartners } from '../../../support/small-networks.ts';

type Shared = 1 | 2;
const steps = { 1: [-2, -1, 0, 1, 2], 2: [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2] };
const facets = Array.from({ length: 14 }, (_none, facet) => `f${facet}`);

/** A facet of two statements, of which a later version has another in the place of the second. */
const instrumentOf = (second: string): Instrument => ({
  id: 'moving',
  version: second,
  scale: { min: 1, max: 5 },
  concepts: [
    {
      id: 'all',
      facets: facets.map((id) => ({
        id,
        items: ['a', second].map((item) => ({ id: id + item, text: id + item })),
      })),
    },
  ],
});

/** The movements of the other facets, the same behind every candidate. */
function drawOthers(count: number, shared: Shared): number[][] {
  const random = seedRandom(count);
  return facets
    .slice(1)
    .map(() =>
      Array.from({ length: count }, () => steps[shared][Math.floor(steps[shared].length * random())]!),
    );
}

function showChange(moves: readonly number[], others: readonly number[][], shared: Shared): string {
  const all = [moves, ...others];
  const later = shared === 2 ? 'b' : 'c';
  const answer = (now: 0 | 1, second: string): Response[] =>
    moves.map((_move, partner) =>
      answersOf(
        partner,
        Object.fromEntries(
          facets.flatMap((id, place) => {
            const score = 3 + now * all[place]![partner]!;
            return [
              [`${id}a`, Math.floor(score)],
              [`${id}${second}`, Math.ceil(score)],
            ];
          }),
        ),
      ),
    );
  const scores = scoreNetwork({
    instrument: instrumentOf(later),
    partners: makePartners(2 * moves.length),
    responses: answer(1, later),
    previous: { instrument: instrumentOf('b'), responses: answer(0, 'b') },
  });
  const { change } = discloseScores(scores, { reader: { kind: 'network' }, consenting: new Set() });
  if (!change || isWithheld(change)) throw new Error('There is a change.');
  return JSON.stringify(change.facets[0]);
}

/** The share of networks of which one set of movements fits what is shown. */
function measureKnown(count: number, shared: Shared): number {
  const others = drawOthers(count, shared);
  const sets = chooseScores(steps[shared], count);
  const alike = Map.groupBy(sets, (moves) => showChange(moves, others, shared));
  const known = new Set(
    [...alike.values()].filter(({ length }) => length === 1).map(([moves]) => String(moves)),
  );
  const random = seedRandom(100 + count);
  const draw = () => {
    // Most partners move a step or none, all of them somewhat alike.
    const trend = 2 * random() - 1;
    const nearest = (move: number) =>
      steps[shared].reduce((best, step) => (Math.abs(step - move) < Math.abs(best - move) ? step : best));
    return Array.from({ length: count }, () => nearest(trend + 1.6 * (random() + random() - 1)));
  };
  const networks = Array.from({ length: 4000 }, draw);
  const found = networks.filter((moves) => known.has(String(moves.sort((one, other) => one - other))));
  return found.length / networks.length;
}

test.each([5, 6, 7, 8])(
  'of %i partners on one statement that both rounds share, one set of movements hardly ever fits',
  (count) => {
    expect(measureKnown(count, 1)).toBeLessThanOrEqual(0.015);
  },
);

test.each([5, 6])('of %i partners on two statements', (count) => {
  expect(measureKnown(count, 2)).toBeLessThanOrEqual(0.015);
});
