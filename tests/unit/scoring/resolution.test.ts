/** What a figure looks like to whoever may not see the answers: in which steps, and what is left out. */
import { describe, expect, it } from 'vitest';
import { discloseScores } from '../../../scoring/disclose.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import {
  findResolution,
  roundDifference,
  roundIndex,
  roundMean,
  widenDifference,
  widenInterval,
} from '../../../scoring/resolution.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import { answersOf, answersWithMeans, makePartners, smallInstrument } from '../../support/small-networks.ts';

const scale = { min: 1, max: 5 };

describe('the steps', () => {
  it.each([
    [5, 5, 20, false],
    [6, 5, 20, false],
    [7, 5, 10, false],
    [9, 5, 10, false],
    [10, 1, 5, false],
    [14, 1, 5, false],
    [15, 1, 5, true],
    [19, 1, 5, true],
    [20, 1, 1, true],
    [500, 1, 1, true],
  ])(
    'of %i partners: the index to %i, the interval to %i, and how they differ: %s',
    (n, mean, bound, hasSpread) => {
      expect(findResolution(n)).toEqual({ mean, bound, hasSpread });
    },
  );

  it.each([
    [5, { mean: 20 }],
    [7, { mean: 10 }],
    [10, { mean: 5, bound: 25 }],
    [15, { mean: 1, bound: 10 }],
    [20, { mean: 1, bound: 5 }],
  ])('of one question and %i partners are larger', (n, steps) => {
    expect(findResolution(n, 5)).toEqual({ ...steps, hasSpread: n >= 15 });
  });

  const [few, some] = [findResolution(5), findResolution(12)];

  it('go to the nearest, and from the middle away from 0, whatever the last digit of a computer is', () => {
    expect([52.4, 52.5, 52.499999999999993, 97.6].map((index) => roundIndex(index, few))).toEqual([
      50, 55, 55, 100,
    ]);
    expect(roundMean(3.64123, some, scale)).toBe(3.64);
    expect(roundMean(3.64123, few, scale)).toBe(3.6);
    expect(roundDifference(-0.3, few, scale)).toBeCloseTo(-0.4, 12);
    expect(roundDifference(0.3, few, scale)).toBeCloseTo(0.4, 12);
  });

  it('take an interval outward, and never over an end of the scale', () => {
    expect(widenInterval([3.01, 3.99], few, scale)).toEqual([2.6, 4.2]);
    expect(widenInterval([3, 3], some, scale)).toEqual([3, 3]);
    expect(widenInterval([0.4, 5.3], few, scale)).toEqual([1, 5]);
    expect(widenDifference([-0.1, 0.1], 20, scale)).toEqual([-0.8, 0.8]);
    expect(widenDifference([-4.5, 0], 20, scale)).toEqual([-4, 0]);
    expect(widenInterval([3, 4], findResolution(5, 5), scale)).toEqual({ withheld: 'minimum' });
  });

  it('are the same on another scale, in points of the index', () => {
    expect(roundMean(0.523, findResolution(12), { min: 0, max: 1 })).toBe(0.52);
    expect(roundMean(5230, findResolution(12), { min: 0, max: 10_000 })).toBe(5200);
  });
});

describe('what comes out of the door', () => {
  const show = (means: number[]) => {
    const scores = scoreNetwork({
      instrument: smallInstrument,
      partners: makePartners(40),
      responses: answersWithMeans(means),
    });
    const shown = discloseScores(scores, { reader: { kind: 'network' }, consenting: new Set() });
    return { scores, shown, facet: shown.facets[0]!, concept: shown.concepts[0]! };
  };

  it('class and certainty are those of the exact figures', () => {
    // 2.9 is weak; to 5 points of the index it is 3, where weak ends.
    const { scores, facet } = show([2.5, 3, 3, 3, 3]);
    expect(scores.facets[0]).toMatchObject({ mean: 2.9, class: 'weak' });
    expect(facet).toMatchObject({ index: 50, mean: 3, class: 'weak' });
  });

  it('up to fourteen partners nothing says how they differ; from fifteen on to a decimal of the scale', () => {
    const means = Array.from({ length: 15 }, (_, i) => 2 + (i % 7) / 2);
    const withheld = { withheld: 'minimum' };
    for (const figure of [show(means.slice(1)).facet, show(means.slice(1)).concept])
      expect(figure).toMatchObject({ sd: withheld, ad: withheld });
    expect(show(means.slice(1)).facet).toMatchObject({ rwg: withheld });
    const { facet, concept, scores } = show(means);
    const exact = scores.facets[0]!;
    if (isWithheld(facet) || isWithheld(exact)) throw new Error('It is shown.');
    const nearest = (figure: unknown, places: number) =>
      expect.toSatisfy((shown: number) => {
        const steps = shown * 10 ** places;
        return (
          Math.abs(steps - Math.round(steps)) < 1e-9 &&
          Math.abs(shown - (figure as number)) <= 0.5 * 10 ** -places + 1e-9
        );
      });
    expect(facet).toMatchObject({
      sd: nearest(exact.sd, 1),
      ad: nearest(exact.ad, 1),
      rwg: expect.toSatisfy((shown: number) => {
        const twentieths = 20 * shown;
        return (
          Math.abs(twentieths - Math.round(twentieths)) < 1e-9 &&
          Math.abs(shown - (exact.rwg as number)) <= 0.025 + 1e-9
        );
      }),
    });
    expect(concept).toMatchObject({ sd: nearest(exact.sd, 1), ad: nearest(exact.ad, 1) });
  });

  it('a facet of one question is shown in larger steps than one of two', () => {
    const single = {
      ...smallInstrument,
      concepts: [{ id: 'concept', facets: [{ id: 'facet', items: [{ id: 'a' }] }] }],
    };
    const responses = [2, 3, 3, 4, 5].map((a, p) => answersOf(p, { a }));
    const scores = scoreNetwork({ instrument: single, partners: makePartners(9), responses });
    const shown = discloseScores(scores, { reader: { kind: 'network' }, consenting: new Set() });
    for (const figure of [shown.facets[0], shown.concepts[0]])
      expect(figure).toMatchObject({ index: 60, ci: { withheld: 'minimum' } });
  });

  it('nothing has more digits than its step', () => {
    const { shown } = show([1, 2.5, 3, 3.5, 4, 4.5, 5]);
    const numbers = JSON.stringify([shown.facets, shown.concepts]).match(/\d+\.\d+/g) ?? [];
    expect(numbers.length).toBeGreaterThan(3);
    for (const number of numbers) expect(number).toMatch(/^\d\.\d$/);
  });
});
