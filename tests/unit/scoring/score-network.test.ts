import { describe, expect, it } from 'vitest';
import type { Response } from '../../../scoring/answers.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import type { Coverage, Scores } from '../../../scoring/scores.ts';
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
    expect(partnerOf(scores, 0).facets.x).toMatchObject({ mean: 5, index: 100 });
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
    expect(partnerOf(scores, 0).facets.facet).toMatchObject({ mean: 2.5, index: 37.5 });
    expect(partnerOf(scores, 1).facets.facet).toEqual({ withheld: 'minimum' });
  });

  it('needs half of the facets for a concept', () => {
    const scores = score([answersOf(0, { w1: 4 }), answersOf(1, { w1: 4, y1: null })], {
      instrument: fourFacets,
    });
    expect(partnerOf(scores, 0).concepts).toMatchObject({
      one: { mean: 4, index: 75 },
      two: { withheld: 'minimum' },
    });
  });

  it('gives each respondent of a partner the same weight, whatever they left open', () => {
    const scores = score([answersOf(0, { a: 5, b: 4 }, 1), answersOf(0, { a: 1 }, 2)]);
    expect(partnerOf(scores, 0).facets.facet).toMatchObject({ mean: 2.75, index: 43.75 });
  });

  it('takes a concept of a partner from its facets, and not from its respondents', () => {
    // Two people on facet w, one on facet x: the concept is (1.5 + 5) / 2.
    const responses = [answersOf(0, { w1: 1, x1: 5 }, 1), answersOf(0, { w1: 2 }, 2)];
    expect(partnerOf(score(responses, { instrument: fourFacets }), 0).concepts.one).toMatchObject({
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
    // 2, 3, 4, 4.5, 5: squares 5.8, sd 1.2041595, t(0.975; 4) = 2.7764451. One person each: v = 1.45/5 = 0.29.
    const facet = facetOf(score(answersWithMeans([2, 3, 4, 4.5, 5])));
    expect(facet.mean).toBeCloseTo(3.7, 12);
    expect(facet.sd).toBeCloseTo(Math.sqrt(5.8 / 4), 12);
    expect(facet.ad).toBeCloseTo(0.96, 12);
    expect(facet.rwg).toBeCloseTo(1 - 1.45 / 2, 12);
    // p = 2.7/4 = 0.675, n* = 0.675 · 0.325/(0.29/16) = 12.1034, and Wilson's bounds with t² = 7.70865.
    const [p, size, t] = [0.675, (0.675 * 0.325 * 16) / 0.29, 2.7764451051977987];
    const centre = (p + t ** 2 / (2 * size)) / (1 + t ** 2 / size);
    const reach = (t * Math.sqrt((p * (1 - p)) / size + (t / size / 2) ** 2)) / (1 + t ** 2 / size);
    expect((facet.ci as number[])[0]).toBeCloseTo(1 + 4 * (centre - reach), 11);
    expect((facet.ci as number[])[1]).toBeCloseTo(1 + 4 * (centre + reach), 11);
  });

  it('has an interval when all partners are in: another colleague might have answered otherwise', () => {
    const facet = facetOf(score(answersWithMeans([2, 3, 4, 4.5, 5]), { partners: 5 }));
    expect(facet.ci).toEqual(facetOf(score(answersWithMeans([2, 3, 4, 4.5, 5]))).ci);
    expect(facet.certainty).toBe('likely');
  });

  it('knows how much people of one partner differ from five partners with two on', () => {
    const people = (partners: number) =>
      Array.from({ length: partners }, (_, i) => [
        answersOf(i, { a: 2, b: 2 }, 1),
        answersOf(i, { a: 4, b: 4 }, 2),
      ]).flat();
    const singles = [5, 6, 7].map((i) => answersOf(i, { a: 3, b: 3 }));
    expect(facetOf(score([...people(4), ...singles])).within).toEqual({ withheld: 'undefined' });
    expect(facetOf(score([...people(5), ...singles])).within).toBe(2);
  });

  it('counts both kinds of chance: who took part, and who answered for them', () => {
    // Each partner at 3 ± 1: nothing between partners, σ̂²w = 2. With all in, v = 2 · 10 · ½/10² = 0.1.
    const people = Array.from({ length: 10 }, (_, i) => [
      answersOf(i, { a: 2, b: 2 }, 1),
      answersOf(i, { a: 4, b: 4 }, 2),
    ]).flat();
    const [low, high] = facetOf(score(people)).ci as [number, number];
    expect(high - low).toBeGreaterThan(2 * 1.96 * Math.sqrt(0.1));
    // Half of twenty: only half of that is left, and nothing comes from between partners.
    const [lowHalf, highHalf] = facetOf(score(people, { partners: 20 })).ci as [number, number];
    expect((highHalf - lowHalf) / (high - low)).toBeCloseTo(Math.SQRT1_2, 1);
  });

  it.each([
    ['at the top', [5, 5, 5, 5, 5]],
    ['at the bottom', [1, 1, 1, 1, 1]],
    ['near the top', [5, 5, 4.5, 5, 5]],
    ['in two halves', [1, 1, 1, 5, 5, 5]],
  ])('never leaves the scale with an interval, and never is one point: %s', (_title, means) => {
    const [low, high] = facetOf(score(answersWithMeans(means))).ci as [number, number];
    expect(low).toBeGreaterThanOrEqual(1);
    expect(high).toBeLessThanOrEqual(5);
    expect(high - low).toBeGreaterThan(0.1);
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
    expect(facet).toMatchObject({ mean: 10 / 3, sd: 0, ad: 0, rwg: 1 });
    // The resolution of the scale is left: a third of a point, so v = 1/9/120.
    const [low, high] = facet.ci as [number, number];
    expect(high - low).toBeCloseTo(2 * 2.2621571627409915 * Math.sqrt(1 / 1080), 2);
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
    expect(scores.rules).toBe('2');
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

describe('a partner beside its network', () => {
  const comparisons = (responses: Response[]) =>
    score(responses).partners.map((partner) => {
      const figure = isWithheld(partner) ? undefined : partner.facets.facet;
      return figure && !isWithheld(figure) ? figure.comparison : undefined;
    });

  it('with one person each is about equal, unless it stands out from the spread of all', () => {
    const means = [2, 2.5, 3, 3, 3, 3.5, 3.5, 4, 4];
    expect(new Set(comparisons(answersWithMeans(means)))).toEqual(new Set(['equal', undefined]));
    expect(comparisons(answersWithMeans([...Array(9).fill(3), 5])).at(-1)).toBe('higher');
  });

  it('is higher beyond 1.96 standard errors of its own score, which more people make smaller', () => {
    // σ̂²w = 0.5 in eight partners at 3; the ninth is 0.8 higher with one person, and with nine.
    const others = Array.from({ length: 8 }, (_, i) => [
      answersOf(i, { a: 2, b: 3 }, 1),
      answersOf(i, { a: 3, b: 4 }, 2),
    ]).flat();
    const own = (people: number) =>
      Array.from({ length: people }, (_, person) => answersOf(8, { a: 4, b: 4 }, person));
    expect(comparisons([...others, ...own(1)])[8]).toBe('equal');
    expect(comparisons([...others, ...own(9)])[8]).toBe('higher');
  });

  it('is never called higher for less than a sixteenth of the scale', () => {
    const alike = Array.from({ length: 9 }, (_, i) => [
      answersOf(i, { a: 3, b: 3 }, 1),
      answersOf(i, { a: 3, b: 3 }, 2),
    ]).flat();
    const own = [answersOf(9, { a: 3, b: 3 }, 1), answersOf(9, { a: 3, b: 4 }, 2)];
    expect(new Set(comparisons([...alike, ...own]))).toEqual(new Set(['equal']));
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

describe('how reliable the score of a partner is', () => {
  it('and how many people would make it 0.70, are Spearman and Brown’s', () => {
    const responses = [1, 2, 3, 4, 5].flatMap((mean, i) => [
      answersOf(i, { a: mean, b: mean }, 1),
      answersOf(i, { a: Math.max(1, mean - 1), b: mean }, 2),
    ]);
    const { icc1, icc2, reliability } = conceptOf(score(responses));
    if (!reliability || isWithheld(reliability)) throw new Error('withheld');
    expect(reliability.respondents).toBe(2);
    expect(reliability.value).toBeCloseTo(icc2 as number, 12);
    const one = icc1 as number;
    const { needed } = reliability;
    expect((needed * one) / (1 + (needed - 1) * one)).toBeCloseTo(0.7, 12);
  });

  it('is not known with fewer than five partners with two people', () => {
    const responses = [1, 2, 3, 4].flatMap((mean, i) => [
      answersOf(i, { a: mean }, 1),
      answersOf(i, { a: mean }, 2),
    ]);
    expect(conceptOf(score(responses)).reliability).toEqual({ withheld: 'undefined' });
  });
});

describe('reliability of a concept', () => {
  it('keeps its digits with 15,501 people on a scale to 10,000', () => {
    const alphaAt = (shift: number) => {
      const instrument = { ...smallInstrument, scale: { min: 1, max: 10_000 } };
      const responses = Array.from({ length: 15_501 }, (_, i) =>
        answersOf(i % 10, { a: shift + ((i * 7) % 5), b: shift + ((i * 7) % 5) + ((i * 3) % 2) }, i),
      );
      const { alpha } = conceptOf(score(responses, { instrument }));
      if (isWithheld(alpha)) throw new Error('withheld');
      return alpha.value;
    };
    // The same answers at the other end of the scale: 1 to 6, and 9,994 to 9,999.
    expect(alphaAt(9_994)).toBe(alphaAt(1));
  });

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
        { from: 'P000', to: 'P001', frequency: 4 },
        { from: 'P000', to: 'P003', frequency: 2 },
      ],
    });
  });
});
