import { describe, expect, it } from 'vitest';
import { conclude } from '../../../scoring/conclude.ts';
import type { FacetClass, FacetScore } from '../../../scoring/scores.ts';
import { fourFacets } from '../../support/small-networks.ts';

function facetsOf(...classes: (FacetClass | 'withheld')[]): FacetScore[] {
  return classes.map((name, i): FacetScore => {
    const id = 'wxyz'[i]!;
    const concept = i < 2 ? 'one' : 'two';
    if (name === 'withheld') return { id, concept, withheld: 'minimum' };
    const figures = { n: 8, mean: 3, sd: 1, ad: 1, rwg: 0, index: 50, ci: [2, 4] as [number, number] };
    return { id, concept, ...figures, class: name, certainty: 'clear' };
  });
}

describe('the conclusion', () => {
  it.each([
    ['full without a weakness', ['strong', 'attention', 'strong', 'attention'], 'full'],
    ['partial with weaknesses in one of two concepts', ['weak', 'unequal', 'strong', 'strong'], 'partial'],
    [
      'absent with a weakness in every concept, strengths or not',
      ['weak', 'strong', 'strong', 'unequal'],
      'absent',
    ],
  ] as const)('is %s', (_title, classes, level) => {
    expect(conclude(fourFacets, facetsOf(...classes), 8)).toMatchObject({ level });
  });

  it('lists strengths and weaknesses in the order of the instrument', () => {
    expect(conclude(fourFacets, facetsOf('unequal', 'strong', 'strong', 'weak'), 8)).toEqual({
      level: 'absent',
      strengths: ['x', 'y'],
      weaknesses: ['w', 'z'],
    });
  });

  it.each([
    [4, { withheld: 'minimum' }],
    [5, { level: 'full', strengths: ['w', 'x', 'y', 'z'], weaknesses: [] }],
  ])('with %i partners that answered is %j', (answered, expected) => {
    expect(conclude(fourFacets, facetsOf('strong', 'strong', 'strong', 'strong'), answered)).toEqual(
      expected,
    );
  });

  it('leaves out a facet with fewer than five partners, and is not full without knowing it', () => {
    const facets = facetsOf('weak', 'strong', 'strong', 'weak');
    const hidden = facets.map((facet) => (facet.id === 'z' ? { ...facet, n: 4 } : facet));
    expect(conclude(fourFacets, hidden, 8)).toEqual({
      level: 'partial',
      strengths: ['x', 'y'],
      weaknesses: ['w'],
    });
    expect(conclude(fourFacets, facetsOf('strong', 'strong', 'strong', 'withheld'), 8)).toEqual({
      withheld: 'minimum',
    });
  });
});
