/** Small made-up networks for the tests of scoring: short to write, and easy to work out by hand. */
import type { Partner, Response, Tie } from '../../scoring/answers.ts';
import type { Instrument } from '../../survey/instrument.ts';

/** One concept, one facet, two items `a` and `b`, on 1 to 5. */
export const smallInstrument: Instrument = {
  id: 'small',
  version: 1,
  scale: { min: 1, max: 5 },
  concepts: [{ id: 'concept', facets: [{ id: 'facet', items: [{ id: 'a' }, { id: 'b' }] }] }],
};

/** Two concepts of two facets with two items; `x2` is reversed. Items: w1 w2 x1 x2 y1 y2 z1 z2. */
export const fourFacets: Instrument = {
  id: 'four',
  version: 1,
  scale: { min: 1, max: 5 },
  concepts: [
    {
      id: 'one',
      facets: [
        { id: 'w', items: [{ id: 'w1' }, { id: 'w2' }] },
        { id: 'x', items: [{ id: 'x1' }, { id: 'x2', reversed: true }] },
      ],
    },
    {
      id: 'two',
      facets: [
        { id: 'y', items: [{ id: 'y1' }, { id: 'y2' }] },
        { id: 'z', items: [{ id: 'z1' }, { id: 'z2' }] },
      ],
    },
  ],
};

export function makePartners(count: number): Partner[] {
  return Array.from({ length: count }, (_, i) => ({
    id: partnerId(i),
    name: `Partner ${i}`,
    kind: null,
    size: null,
  }));
}

export function partnerId(index: number): string {
  return `P${String(index).padStart(3, '0')}`;
}

/** A respondent of partner `index` (0, 1, 2 …) with these answers. */
export function answersOf(index: number, answers: Record<string, number | null>, person = 1): Response {
  return { respondent: `${partnerId(index)}-${person}`, partner: partnerId(index), answers };
}

/** One respondent per partner, whose facet mean is the figure given (whole or half). */
export function answersWithMeans(means: number[]): Response[] {
  return means.map((mean, index) => answersOf(index, { a: Math.floor(mean), b: Math.ceil(mean) }));
}

export function tieBetween(from: number, to: number, frequency = 1, familiarity = 0, dependence = 0): Tie {
  return { from: partnerId(from), to: partnerId(to), frequency, familiarity, dependence };
}
