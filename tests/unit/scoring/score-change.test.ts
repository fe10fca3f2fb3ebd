import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discloseScores } from '../../../scoring/disclose.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import { type Change, isWithheld, type Response, type Scores } from '../../../scoring/scores.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import {
  answersOf,
  answersWithMeans,
  makePartners,
  partnerId,
  smallInstrument,
} from '../../support/small-networks.ts';

/** The mean per partner in two rounds; undefined did not answer. */
function roundsOf(then: (number | undefined)[], now: (number | undefined)[]): Scores {
  const responses = (means: (number | undefined)[]): Response[] =>
    means.flatMap((mean, i) =>
      mean === undefined ? [] : answersWithMeans([...Array(i).fill(3), mean]).slice(i),
    );
  return scoreNetwork({
    instrument: smallInstrument,
    partners: makePartners(now.length),
    responses: responses(now),
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

  it('needs five partners in both rounds', () => {
    expect(facetChange([2, 2, 2, 2, undefined], [3, 3, 3, 3, 3])).toEqual({
      id: 'facet',
      withheld: 'minimum',
    });
    expect(facetChange([2, 2, 2, 2, 2], [3, 3, 3, 3, 3])).toMatchObject({ m: 5, difference: 1, ci: [1, 1] });
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
      { id: partnerId(0), concepts: { concept: { difference: 2, verdict: 'better' } } },
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
    expect(hidden([0, 1, 2, 3, 4])).toBe(5);
    expect(hidden([0, 1, 2, 3, 10])).toBe(11);
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
