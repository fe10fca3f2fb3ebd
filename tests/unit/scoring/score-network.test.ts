import { describe, expect, it } from 'vitest';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import { type Coverage, isWithheld, type Response, type Scores } from '../../../scoring/scores.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import {
  answersOf,
  answersWithMeans,
  fourFacets,
  makePartners,
  smallInstrument,
} from '../../support/small-networks.ts';

function score(responses: Response[], { instrument = smallInstrument, partners = 10 } = {}): Scores {
  return scoreNetwork({ instrument, partners: makePartners(partners), responses, ties: [] });
}

function facetOf(scores: Scores, index = 0) {
  const facet = scores.facets[index]!;
  if (isWithheld(facet)) throw new Error('withheld');
  return facet;
}

function conceptOf(scores: Scores, index = 0) {
  const concept = scores.concepts[index]!;
  if (isWithheld(concept)) throw new Error('withheld');
  return concept;
}

function partnerOf(scores: Scores, index: number) {
  const partner = scores.partners[index]!;
  if (isWithheld(partner)) throw new Error('withheld');
  return partner;
}

describe('from an answer to a partner', () => {
  it('turns a reversed item around', () => {
    const scores = score([answersOf(0, { x1: 5, x2: 1 })], { instrument: fourFacets });
    expect(partnerOf(scores, 0).facets.x).toEqual({ mean: 5, index: 100 });
  });

  it('scores a facet of which exactly half is answered, and none of which less is answered', () => {
    const three: Instrument = {
      ...smallInstrument,
      concepts: [
        {
          id: 'concept',
          facets: [{ id: 'facet', items: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }] }],
        },
      ],
    };
    const scores = score([answersOf(0, { a: 2, b: 3 }), answersOf(1, { a: 2, b: null })], {
      instrument: three,
    });
    expect(partnerOf(scores, 0).facets.facet).toEqual({ mean: 2.5, index: 37.5 });
    expect(partnerOf(scores, 1).facets.facet).toEqual({ withheld: 'minimum' });
  });

  it('needs half of the facets for a concept', () => {
    const scores = score([answersOf(0, { w1: 4 }), answersOf(1, { w1: 4, y1: null })], {
      instrument: fourFacets,
    });
    expect(partnerOf(scores, 0).concepts).toEqual({
      one: { mean: 4, index: 75 },
      two: { withheld: 'minimum' },
    });
  });

  it('gives each respondent of a partner the same weight, whatever they left open', () => {
    const scores = score([answersOf(0, { a: 5, b: 4 }, 1), answersOf(0, { a: 1 }, 2)]);
    expect(partnerOf(scores, 0).facets.facet).toEqual({ mean: 2.75, index: 43.75 });
  });

  it('takes a concept of a partner from its facets, and not from its respondents', () => {
    // Two people on facet w, one on facet x: the concept is (1.5 + 5) / 2.
    const responses = [answersOf(0, { w1: 1, x1: 5 }, 1), answersOf(0, { w1: 2 }, 2)];
    expect(partnerOf(score(responses, { instrument: fourFacets }), 0).concepts.one).toEqual({
      mean: 3.25,
      index: 56.25,
    });
  });

  it('calls a partner divided only from three respondents on, and only above a sixth of the options', () => {
    const people = (answers: number[]) => answers.map((a, i) => answersOf(0, { a }, i));
    const divided = (answers: number[]) => partnerOf(score(people(answers)), 0).facets.facet;
    expect(divided([1, 5])).not.toHaveProperty('divided');
    expect(divided([1, 3, 5])).toHaveProperty('divided', true);
    expect(divided([3, 3, 4])).toHaveProperty('divided', false);
    // AD of these six is 5/6, exactly at the cut-off, on paper.
    expect(divided([2, 2, 2, 4, 4, 3])).toHaveProperty('divided', false);
    expect(divided([2, 2, 2, 4, 4, 4])).toHaveProperty('divided', true);
  });

  it('does not count a respondent who only says that they do not know', () => {
    const scores = score([...answersWithMeans([3, 3]), answersOf(2, { a: null, b: null })]);
    expect(scores.coverage).toMatchObject({ partners: 10, answered: 2, respondents: 2 });
    expect(scores.partners[2]).toEqual({ id: 'P002', withheld: 'minimum' });
  });

  it('refuses an answer that is not on the scale and a partner that is not in the network', () => {
    expect(() => score([answersOf(0, { a: 7 })])).toThrow("answer 7 to item 'a'");
    expect(() => score([answersOf(0, { a: 2.5 })])).toThrow('not on the scale of 1 to 5');
    expect(() => score([answersOf(11, { a: 2 })])).toThrow("no partner 'P011'");
  });
});

describe('from partners to the network', () => {
  it('counts every partner the same, however many people it sent', () => {
    const many = Array.from({ length: 50 }, (_, person) => answersOf(0, { a: 5, b: 5 }, person));
    expect(facetOf(score([...many, answersOf(1, { a: 1, b: 1 })]))).toMatchObject({
      n: 2,
      mean: 3,
      index: 50,
    });
  });

  it('gives the mean, spread, agreement and interval of a worked example', () => {
    // 2, 3, 4, 4.5, 5: squares 5.8, sd 1.2041595, t(0.975; 4) = 2.7764451, 5 of 10 partners.
    const facet = facetOf(score(answersWithMeans([2, 3, 4, 4.5, 5])));
    expect(facet.mean).toBeCloseTo(3.7, 12);
    expect(facet.sd).toBeCloseTo(Math.sqrt(5.8 / 4), 12);
    expect(facet.ad).toBeCloseTo(0.96, 12);
    expect(facet.rwg).toBeCloseTo(1 - 1.45 / 2, 12);
    const reach = (2.7764451051977987 * Math.sqrt(1.45)) / Math.sqrt(5) / Math.sqrt(2);
    expect((facet.ci as number[])[0]).toBeCloseTo(3.7 - reach, 11);
    expect((facet.ci as number[])[1]).toBeCloseTo(3.7 + reach, 11);
  });

  it('leaves no sampling error when all partners are in (N = n)', () => {
    const facet = facetOf(score(answersWithMeans([2, 3, 4, 4.5, 5]), { partners: 5 }));
    expect(facet.ci).toEqual([facet.mean, facet.mean]);
    expect(facet.certainty).toBe('clear');
  });

  it('has no spread and no interval for one partner, and says so', () => {
    expect(facetOf(score(answersWithMeans([4])))).toMatchObject({
      n: 1,
      mean: 4,
      ad: 0,
      sd: { withheld: 'undefined' },
      rwg: { withheld: 'undefined' },
      ci: { withheld: 'undefined' },
      certainty: 'likely',
    });
  });

  it('has an interval from two partners on', () => {
    expect(facetOf(score(answersWithMeans([3, 4]))).ci).toEqual([expect.any(Number), expect.any(Number)]);
  });

  it('finds a spread of exactly 0 when all are equal, also at a third', () => {
    const thirds: Instrument = {
      ...smallInstrument,
      concepts: [
        { id: 'concept', facets: [{ id: 'facet', items: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }] },
      ],
    };
    const responses = Array.from({ length: 10 }, (_, i) => answersOf(i, { a: 3, b: 3, c: 4 }));
    const scores = score(responses, { instrument: thirds, partners: 40 });
    const facet = facetOf(scores);
    expect(facet).toMatchObject({ mean: 10 / 3, sd: 0, ad: 0, rwg: 1, ci: [10 / 3, 10 / 3] });
    expect(conceptOf(scores)).toMatchObject({
      icc1: { withheld: 'undefined' },
      alpha: { withheld: 'undefined' },
    });
  });

  it('withholds a facet and a concept that nobody scored', () => {
    const scores = score([answersOf(0, { w1: 4 })], { instrument: fourFacets });
    expect(scores.facets[1]).toEqual({ id: 'x', concept: 'one', withheld: 'minimum' });
    expect(scores.concepts[1]).toEqual({ id: 'two', withheld: 'minimum' });
  });

  it('names the instrument with its hash, and the version of the rules', () => {
    const scores = score([]);
    expect(scores.instrument).toEqual({
      id: 'small',
      version: 1,
      scale: { min: 1, max: 5 },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(scores.rules).toBe('1');
  });

  it.each([
    [13, 20, 'directional'],
    [12, 20, 'indicative'],
    [15, 20, 'directional'],
    [16, 20, 'representative'],
    [0, 20, 'indicative'],
  ])('calls %i of %i partners %s', (answered, partners, standing) => {
    const coverage = score(answersWithMeans(Array(answered).fill(3)), { partners }).coverage as Coverage;
    expect(coverage).toEqual({
      partners,
      answered,
      respondents: answered,
      share: answered / partners,
      standing,
    });
  });
});

describe('agreement of people within partners', () => {
  it('is full when only the partners differ', () => {
    const responses = [1, 2, 3].flatMap((p) => [
      answersOf(p, { a: p, b: p }, 1),
      answersOf(p, { a: p, b: p }, 2),
    ]);
    expect(conceptOf(score(responses))).toMatchObject({ icc1: 1, icc2: 1 });
  });

  it('follows the analysis of variance by hand', () => {
    // Partners 1, 2 | 3, 5: MSB = 2.5² = 6.25, MSW = (0.5 + 2) / 2 = 1.25, n̄ = 2.
    const responses = [
      answersOf(0, { a: 1 }, 1),
      answersOf(0, { a: 2 }, 2),
      answersOf(1, { a: 3 }, 1),
      answersOf(1, { a: 5 }, 2),
    ];
    const concept = conceptOf(score(responses));
    expect(concept.icc1).toBeCloseTo(5 / 7.5, 12);
    expect(concept.icc2).toBeCloseTo(5 / 6.25, 12);
  });

  it('does not exist when every partner has one respondent', () => {
    expect(conceptOf(score(answersWithMeans([1, 2, 3])))).toMatchObject({
      icc1: { withheld: 'undefined' },
      icc2: { withheld: 'undefined' },
    });
  });
});

describe('reliability of a concept', () => {
  it('rests on respondents who answered every item, and is unstable below 30', () => {
    const scores = score([...answersWithMeans([1, 2.5, 4, 5]), answersOf(4, { a: 3 })]);
    expect(conceptOf(scores).alpha).toMatchObject({ n: 4, unstable: true });
  });

  it('is the textbook figure for two items', () => {
    // a: 1 2 4 5, b: 1 3 4 5: variances 10/3 and 35/12, covariance 3; α = 2(1 − 75/12 / (147/12)) = 48/49.
    const { alpha } = conceptOf(score(answersWithMeans([1, 2.5, 4, 5])));
    if (isWithheld(alpha)) throw new Error('withheld');
    expect(alpha.value).toBeCloseTo(48 / 49, 12);
    expect(alpha.items.map((item) => item.alphaWithout)).toEqual([
      { withheld: 'undefined' },
      { withheld: 'undefined' },
    ]);
    expect(alpha.items[0]!.itemRest).toBeCloseTo(3 / Math.sqrt((10 / 3) * (35 / 12)), 12);
    const [low, high] = alpha.ci as [number, number];
    expect(low).toBeLessThan(alpha.value);
    expect(high).toBeGreaterThan(alpha.value);
  });

  it('does not correlate an item with a rest that does not vary, and has no omega then', () => {
    const thirds: Instrument = {
      ...smallInstrument,
      concepts: [
        { id: 'concept', facets: [{ id: 'facet', items: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }] },
      ],
    };
    const responses = [1, 2, 5, 4, 4, 2, 3].map((a, i) => answersOf(i, { a, b: 3, c: 3 }));
    const concept = conceptOf(score(responses, { instrument: thirds }));
    expect(concept.omega).toEqual({ withheld: 'undefined' });
    const nothing = { withheld: 'undefined' };
    expect(concept.alpha).toMatchObject({ value: 0, items: Array(3).fill({ itemRest: nothing }) });
    expect(concept.alpha).toMatchObject({
      items: [{ alphaWithout: nothing }, { alphaWithout: 0 }, { alphaWithout: 0 }],
    });
  });

  it('does not exist for one item', () => {
    const one: Instrument = {
      ...smallInstrument,
      concepts: [{ id: 'concept', facets: [{ id: 'facet', items: [{ id: 'a' }] }] }],
    };
    const scores = score([answersOf(0, { a: 1 }), answersOf(1, { a: 4 })], { instrument: one });
    expect(conceptOf(scores).alpha).toEqual({ withheld: 'undefined' });
  });
});

describe('the map', () => {
  it('draws an edge where either side reports contact, once', () => {
    const tie = (from: string, to: string, frequency: number | null) => ({
      from,
      to,
      frequency,
      familiarity: 2,
      dependence: 2,
    });
    const { map } = scoreNetwork({
      instrument: smallInstrument,
      partners: makePartners(4).reverse(),
      responses: [],
      ties: [
        tie('P001', 'P000', 1),
        tie('P000', 'P001', 4),
        tie('P002', 'P001', 0),
        tie('P003', 'P002', null),
        tie('P003', 'P000', 2),
      ],
    });
    expect(map).toMatchObject({
      nodes: [{ id: 'P000' }, { id: 'P001' }, { id: 'P002' }, { id: 'P003' }],
      edges: [
        { from: 'P000', to: 'P001' },
        { from: 'P000', to: 'P003' },
      ],
    });
  });
});
