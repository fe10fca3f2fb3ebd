import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Response } from '../../../scoring/answers.ts';
import type { Change } from '../../../scoring/changes.ts';
import { discloseScores } from '../../../scoring/disclose.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import { judgeChanges } from '../../../scoring/judge-changes.ts';
import { findT } from '../../../scoring/quantiles.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import type { Scores } from '../../../scoring/scores.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import {
  answersOf,
  answersWithMeans,
  fourFacets,
  makePartners,
  partnerId,
  smallInstrument,
} from '../../support/small-networks.ts';

/** The mean per partner in two rounds, by one person each; undefined did not answer. */
function roundsOf(
  then: (number | undefined)[],
  now: (number | undefined)[],
  { isSamePeople = true } = {},
): Scores {
  const responses = (means: (number | undefined)[], person = 'then'): Response[] =>
    means.flatMap((mean, i) =>
      mean === undefined
        ? []
        : answersWithMeans([...Array(i).fill(3), mean])
            .slice(i)
            .map((response) => ({ ...response, person })),
    );
  return scoreNetwork({
    instrument: smallInstrument,
    partners: makePartners(now.length),
    responses: responses(now, isSamePeople ? 'then' : 'now'),
    previous: { instrument: smallInstrument, responses: responses(then) },
  });
}

function changeOf(scores: Scores): Change {
  if (!scores.change || isWithheld(scores.change)) throw new Error('withheld');
  return scores.change;
}

function facetChange(then: (number | undefined)[], now: (number | undefined)[]) {
  return changeOf(roundsOf(then, now)).facets[0]!;
}

describe('the change of a network', () => {
  it.each([
    ['better', [2, 2, 2, 2, 3], [3, 3.5, 3, 3, 3.5], 'better'],
    ['worse', [3, 3.5, 3, 3, 3.5], [2, 2, 2, 2, 3], 'worse'],
    ['within chance', [1, 5, 2, 4, 3], [3, 2, 5, 4, 3], 'no demonstrable change'],
    ['nothing at all', [2, 3, 4, 3, 2], [2, 3, 4, 3, 2], 'no demonstrable change'],
    ['better when certain, by exactly 0.25', [2, 2, 3, 3], [2.5, 2, 3, 3.5], 'better'],
  ])('is %s', (_title, then, now, verdict) => {
    const repeat = (means: number[]) => [...means, ...means, ...means];
    expect(facetChange(repeat(then), repeat(now))).toMatchObject({ m: then.length * 3, verdict });
  });

  it('is not demonstrable below 0.25, however certain', () => {
    const then = Array(40).fill(3);
    const now = then.map((mean, i) => (i % 5 < 2 ? mean + 0.5 : mean));
    const change = facetChange(then, now);
    expect(change).toMatchObject({ verdict: 'no demonstrable change' });
    if (!('difference' in change)) throw new Error('withheld');
    expect(change.difference).toBeCloseTo(0.2, 12);
    expect(change.ci[0]).toBeGreaterThan(0);
  });

  it('says which difference it could have shown: with more differences looked at together, a larger one', () => {
    const change = facetChange([2, 3, 4, 3, 2, 3], [2.5, 3, 4, 3.5, 1.5, 3]);
    if (!('difference' in change)) throw new Error('withheld');
    const error = Math.sqrt((3 * 0.25 - 0.25 / 6) / 5 / 6);
    // One facet: t(0.975; 5) = 2.570582.
    expect(change.smallest).toBeCloseTo(2.5705818356 * error, 9);
    // Nobody moved: what is sure is the resolution of two scores in steps of g, √(2g²/(12m)), here g = 0.5 and m = 5.
    const none = facetChange([3, 3, 3, 3, 3], [3, 3, 3, 3, 3]);
    const floor = 2.7764451052 * Math.sqrt(0.5 ** 2 / 6 / 5);
    expect(none).toMatchObject({ smallest: expect.closeTo(floor, 9), verdict: 'no demonstrable change' });
  });

  it('needs five partners in both rounds', () => {
    expect(facetChange([2, 2, 2, 2, undefined], [3, 3, 3, 3, 3])).toEqual({
      id: 'facet',
      withheld: 'minimum',
    });
    expect(facetChange([2, 2, 2, 2, 2], [3, 3, 3, 3, 3])).toMatchObject({ m: 5, difference: 1 });
  });

  it('counts who joined and who left, with a mean from five of them', () => {
    const then = [...Array(5).fill(3), ...Array(5).fill(undefined), 2, 2];
    const now = [...Array(5).fill(3), ...Array(5).fill(4), undefined, undefined];
    expect(facetChange(then, now)).toMatchObject({
      m: 5,
      joiners: { n: 5, mean: 4 },
      leavers: { n: 2, withheld: 'minimum' },
    });
  });

  it('counts a partner that has left the network as a leaver', () => {
    const scores = scoreNetwork({
      instrument: smallInstrument,
      partners: makePartners(5),
      responses: answersWithMeans([3, 3, 3, 3, 3]),
      previous: { instrument: smallInstrument, responses: answersWithMeans([3, 3, 3, 3, 3, 4]) },
    });
    expect(changeOf(scores).facets[0]).toMatchObject({ m: 5, leavers: { n: 1 } });
  });
});

describe('several differences together', () => {
  const judge = (chances: number[]) =>
    judgeChanges(
      // Of ten partners each, with the t that belongs to the chance.
      chances.map((p) => ({ d: 1, error: 1 / findT(1 - p / 2, 9), m: 10 })),
      0.25,
    ).map(({ verdict }) => verdict);

  it('are better only when their p holds after Holm, and maybe better when only their own interval shows it', () => {
    expect(judge([0.04])).toEqual(['better']);
    expect(judge([0.04, 0.5])).toEqual(['maybe better', 'no demonstrable change']);
    // 0.012 · 4 and 0.016 · 3 hold; then 0.03 · 2 does not, nor does 0.04 after it.
    expect(judge([0.04, 0.012, 0.03, 0.016])).toEqual(['maybe better', 'better', 'maybe better', 'better']);
    expect(judge([0.06, 0.001])).toEqual(['no demonstrable change', 'better']);
  });

  it('judge facets apart from concepts', () => {
    // One facet of fourteen beyond its own interval, by 0.5 in a network that hardly changed.
    const round = (shift: number) =>
      Array.from({ length: 8 }, (_, i) =>
        answersOf(i, { w1: 3, w2: 3, x1: 3, x2: 3, y1: 3, y2: 3, z1: 3 + (i < 6 ? shift : 0), z2: 3 }),
      );
    const { change } = scoreNetwork({
      instrument: fourFacets,
      partners: makePartners(8),
      responses: round(1),
      previous: { instrument: fourFacets, responses: round(0) },
    });
    if (!change || isWithheld(change)) throw new Error('withheld');
    expect(change.facets.map((facet) => 'verdict' in facet && facet.verdict)).toEqual([
      ...Array(3).fill('no demonstrable change'),
      'better',
    ]);
    expect(change.concepts.map((concept) => 'verdict' in concept && concept.verdict)).toEqual([
      'no demonstrable change',
      'no demonstrable change',
    ]);
  });

  it('seldom find a change in a network in which nothing changed', () => {
    let seed = 7;
    const draw = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    const many = Array.from({ length: 14 }, (_, i) => ({
      id: `f${i}`,
      items: [{ id: `a${i}` }, { id: `b${i}` }],
    }));
    const instrument: Instrument = {
      ...smallInstrument,
      concepts: [0, 1].map((c) => ({ id: `c${c}`, facets: many.slice(c * 7, c * 7 + 7) })),
    };
    const ids = many.flatMap(({ items }) => items.map(({ id }) => id));
    const round = () =>
      Array.from({ length: 12 }, (_, i) =>
        answersOf(i, Object.fromEntries(ids.map((id) => [id, 2 + Math.floor(3 * draw())]))),
      );
    const verdicts = Array.from({ length: 60 }, () => {
      const { change } = scoreNetwork({
        instrument,
        partners: makePartners(12),
        responses: round(),
        previous: { instrument, responses: round() },
      });
      if (!change || isWithheld(change)) throw new Error('withheld');
      return change.facets.map((facet) => ('verdict' in facet ? facet.verdict : ''));
    });
    const share = (test: (verdict: string) => boolean) =>
      verdicts.filter((all) => all.some(test)).length / verdicts.length;
    expect(share((verdict) => verdict === 'better' || verdict === 'worse')).toBeLessThan(0.1);
    // What version 1 called demonstrable.
    expect(share((verdict) => verdict !== 'no demonstrable change')).toBeGreaterThan(0.25);
  });
});

describe('rounds of different rules', () => {
  const means = [2, 3, 4, 3, 2];
  const since = (rules?: string) =>
    changeOf(
      scoreNetwork({
        instrument: smallInstrument,
        partners: makePartners(5),
        responses: answersWithMeans(means),
        previous: {
          instrument: smallInstrument,
          responses: answersWithMeans(means),
          ...(rules && { rules }),
        },
      }),
    ).since;

  it('are compared from their answers, and it says by which rules the earlier one was scored', () => {
    expect(since('1')).toMatchObject({ id: 'small', rules: '1' });
    expect(since('2')).not.toHaveProperty('rules');
    expect(since()).not.toHaveProperty('rules');
  });
});

describe('the change of one partner', () => {
  const spread = [1, 2, 3, 4, 5, 2.5, 3.5, 1.5];
  const ownChange = (then: number[], now: number[]) => {
    const partner = changeOf(roundsOf(then, now)).partners[0]!;
    return isWithheld(partner) ? partner : partner.concepts.concept;
  };

  it('counts only beyond 1.96 · s · √2 · √(1 − α) of the earlier round', () => {
    const { concepts } = scoreNetwork({
      instrument: smallInstrument,
      partners: makePartners(8),
      responses: answersWithMeans(spread),
    });
    const [concept] = concepts;
    if (!concept || isWithheld(concept) || isWithheld(concept.alpha)) throw new Error('withheld');
    const limit = 1.96 * (concept.sd as number) * Math.SQRT2 * Math.sqrt(1 - concept.alpha.value);
    expect(limit).toBeGreaterThan(0.5);
    expect(limit).toBeLessThan(1);
    expect(ownChange(spread, spread.with(0, 1.5))).toEqual({
      difference: 0.5,
      verdict: 'no demonstrable change',
    });
    expect(ownChange(spread, spread.with(0, 2))).toEqual({ difference: 1, verdict: 'better' });
    expect(ownChange(spread.toReversed(), spread.toReversed().with(0, 0.5 + 0.5))).toEqual({
      difference: -0.5,
      verdict: 'no demonstrable change',
    });
  });

  it('is not demonstrable when other people answered, and says that they did', () => {
    const scores = roundsOf(spread, spread.with(0, 5), { isSamePeople: false });
    expect(changeOf(scores).partners[0]).toEqual({
      id: partnerId(0),
      concepts: { concept: { difference: 4, verdict: 'no demonstrable change' } },
      isSamePeople: false,
    });
  });

  it('counts beyond 1.96 · √(σ̂²w/m₁ + σ̂²w/m₂) where it is known how much people of one partner differ', () => {
    // Five partners with two people, a whole point apart, in both rounds: σ̂²w = 0.5.
    const pairs = (own: Response[]) => [
      ...Array.from({ length: 5 }, (_, i) => [
        answersOf(i, { a: 2, b: 2 }, 1),
        answersOf(i, { a: 3, b: 3 }, 2),
      ]).flat(),
      ...own,
    ];
    const say = (answer: number, people: number) =>
      Array.from({ length: people }, (_, person) => answersOf(5, { a: answer, b: answer }, person));
    const verdict = (people: number, now: number) => {
      const scores = scoreNetwork({
        instrument: smallInstrument,
        partners: makePartners(6),
        responses: pairs(say(now, people)),
        previous: { instrument: smallInstrument, responses: pairs(say(2, people)) },
      });
      const partner = changeOf(scores).partners[5]!;
      const figure = isWithheld(partner) ? partner : partner.concepts.concept!;
      return isWithheld(figure) ? figure : figure.verdict;
    };
    // Limits: 1.96 with one person each time, and less with more (their own agreement counts too).
    expect([3, 4].map((now) => verdict(1, now))).toEqual(['no demonstrable change', 'better']);
    expect(verdict(4, 3)).toBe('better');
    expect(verdict(4, 1)).toBe('worse');
  });

  it('is withheld when the earlier round had too few partners', () => {
    expect(ownChange([1, 2, 3, 4], [2, 2, 3, 4])).toEqual({ withheld: 'minimum' });
  });
});

describe('two versions of an instrument', () => {
  const version = (
    texts: Record<string, { text?: object; reversed?: boolean }>,
    scale = { min: 1, max: 5 },
  ) =>
    ({
      id: 'v',
      version: JSON.stringify(texts),
      scale,
      concepts: [
        { id: 'c', facets: Object.entries(texts).map(([id, item]) => ({ id, items: [{ id, ...item }] })) },
      ],
    }) as unknown as Instrument;
  const answers = ['a', 'b', 'd'].map((id, i) => [id, i + 2]);
  const compare = (earlier: Instrument, later: Instrument) =>
    scoreNetwork({
      instrument: later,
      partners: makePartners(5),
      responses: [0, 1, 2, 3, 4].map((p) => answersOf(p, Object.fromEntries(answers))),
      previous: {
        instrument: earlier,
        responses: [0, 1, 2, 3, 4].map((p) => answersOf(p, Object.fromEntries(answers))),
      },
    }).change;
  const words = (nl: string, en?: string) => ({ text: en ? { nl, en } : { nl } });

  it('are compared on the items that both hold word for word, in each language that both have', () => {
    const earlier = version({ a: words('Een', 'One'), b: words('Twee', 'Two') });
    const later = version({ a: words('Een'), b: words('Twee', 'Too'), d: words('Drie') });
    const change = compare(earlier, later);
    if (!change || isWithheld(change)) throw new Error('withheld');
    expect(change.since).toMatchObject({ id: 'v', version: earlier.version });
    expect(change.sharedItems).toBe(1);
    expect(change.facets).toMatchObject([
      { id: 'a', m: 5, difference: 0 },
      { id: 'b', withheld: 'undefined' },
      { id: 'd', withheld: 'undefined' },
    ]);
    expect(change.concepts).toMatchObject([{ id: 'c', m: 5, difference: 0 }]);
  });

  it.each([
    ['turned around', version({ a: { ...words('Een'), reversed: true } }), version({ a: words('Een') })],
    ['on another scale', version({ a: words('Een') }, { min: 1, max: 7 }), version({ a: words('Een') })],
    ['without texts to compare', version({ a: {} }), version({ a: {}, b: {} })],
  ])('share no item that is %s', (_title, earlier, later) => {
    expect(compare(earlier, later)).toEqual({ withheld: 'undefined' });
  });

  it('without texts are compared when they are the same', () => {
    expect(compare(version({ a: {} }), version({ a: {} }))).toMatchObject({ sharedItems: 1 });
  });
});

describe('round minus round', () => {
  const mean = fc.option(fc.constantFrom(1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5), { nil: undefined, freq: 3 });
  const rounds = fc.array(fc.tuple(mean, mean), { minLength: 5, maxLength: 16 });
  const network = { reader: { kind: 'network' }, consenting: new Set<string>() } as const;

  it('never leaves one to four partners to be found', () => {
    fc.assert(
      fc.property(rounds, (given) => {
        const { change } = discloseScores(
          roundsOf(
            given.map(([then]) => then),
            given.map(([, now]) => now),
          ),
          network,
        );
        if (!change || isWithheld(change)) return;
        const joined = given.filter(([then, now]) => then === undefined && now !== undefined).length;
        const left = given.filter(([then, now]) => then !== undefined && now === undefined).length;
        for (const figure of [...change.facets, ...change.concepts]) {
          if ('difference' in figure) expect(joined + left === 0 || joined + left >= 5).toBe(true);
          if (!('joiners' in figure)) continue;
          if ('mean' in figure.joiners) expect(joined >= 5 && (left === 0 || left >= 5)).toBe(true);
          if ('mean' in figure.leavers) expect(left >= 5 && (joined === 0 || joined >= 5)).toBe(true);
        }
      }),
    );
  });

  it('does not show the score of the one partner that joined, but still says better or worse', () => {
    const then = [2, 2, 2, 2, 2.5, undefined];
    const now = [3, 3, 3, 3, 3, 1];
    const shown = discloseScores(roundsOf(then, now), network);
    const [facet] = changeOf(shown).facets;
    expect(facet).toEqual({
      id: 'facet',
      m: 5,
      withheld: 'minimum',
      verdict: 'better',
      joiners: { n: 1, withheld: 'minimum' },
      leavers: { n: 0, withheld: 'minimum' },
    });
    expect(changeOf(shown).partners).toEqual([]);
  });

  it('gives last year’s score to the partner itself, and to the coordinator a verdict with consent', () => {
    const then = [1, 2, 3, 4, 5, 2.5, 3.5, 1.5];
    const scores = roundsOf(then, then.with(0, 3));
    const consenting = new Set([partnerId(0)]);
    const own = discloseScores(scores, { reader: { kind: 'partner', partner: partnerId(0) }, consenting });
    expect(changeOf(own).partners.slice(0, 2)).toEqual([
      { id: partnerId(0), concepts: { concept: { difference: 2, verdict: 'better' } }, isSamePeople: true },
      { id: partnerId(1), withheld: 'consent' },
    ]);
    const coordinator = discloseScores(scores, { reader: { kind: 'coordinator' }, consenting });
    expect(changeOf(coordinator).partners.slice(0, 2)).toEqual([
      { id: partnerId(0), concepts: { concept: { verdict: 'better' } } },
      { id: partnerId(1), withheld: 'consent' },
    ]);
  });

  it('shows the coordinator nobody when that would leave one joiner to be found', () => {
    // Five join, which may be shown; four of them consent, with all who were there before.
    const then = [...Array(6).fill(3), ...Array(5).fill(undefined)];
    const scores = roundsOf(then, [...Array(6).fill(3), 1, 2, 3, 4, 5]);
    const hidden = (ids: number[]) => {
      const consenting = new Set(
        makePartners(11)
          .map(({ id }) => id)
          .filter((id) => !ids.map(partnerId).includes(id)),
      );
      const { partners } = discloseScores(scores, { reader: { kind: 'coordinator' }, consenting });
      return partners.filter((partner) => isWithheld(partner)).length;
    };
    expect(hidden([])).toBe(0);
    expect(hidden([0, 1, 2, 3, 4, 5])).toBe(6);
    expect(hidden([0, 1, 2, 3, 4, 10])).toBe(11);
  });

  it('names nobody behind a figure', () => {
    const shown = discloseScores(roundsOf([...Array(5).fill(3), undefined], Array(6).fill(3)), network);
    expect(JSON.stringify(shown)).not.toMatch(/groups|joined|stayed|"read"|scale/);
  });

  it('is withheld when this round is', () => {
    expect(discloseScores(roundsOf([3, 3, 3, 3, 3], [3, 3]), network).change).toEqual({
      withheld: 'minimum',
    });
  });
});
