import { describe, expect, it } from 'vitest';
import type { Response } from '../../../scoring/answers.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import { answersOf, answersWithMeans, makePartners, smallInstrument } from '../../support/small-networks.ts';

/** The class and certainty of the one facet; all partners of the network answered unless said otherwise. */
function classOf(responses: Response[], { partners = responses.length, instrument = smallInstrument } = {}) {
  const [facet] = scoreNetwork({ instrument, partners: makePartners(partners), responses, ties: [] }).facets;
  if (!facet || isWithheld(facet)) throw new Error('withheld');
  return [facet.class, facet.certainty];
}

describe('what a facet is called', () => {
  it.each([
    ['below 3.0', [2, 3, 3, 3, 3], 'weak'],
    ['exactly 3.0', [3, 3, 3, 3, 3], 'attention'],
    ['exactly 3.0 from halves', [2.5, 3.5, 2.5, 3.5, 3], 'attention'],
    ['exactly 4.0', [4, 4, 4, 4, 4], 'strong'],
    ['exactly 4.0 from halves', [3.5, 4.5, 3.5, 4.5, 4], 'strong'],
    ['just below 4.0', [3.5, 4, 4, 4, 4], 'attention'],
    ['4.0 with one partner below 3.0', [2.5, 4.5, 4.5, 4.5, 4], 'strong'],
    ['4.0 with two partners below 3.0', [2.5, 2.5, 5, 5, 5, 5], 'unequal'],
    ['above 4.0, two of twelve below 3.0, little spread', [...Array(12).fill(4.5), 2.5, 2.5], 'attention'],
    ['above 4.0, two of twenty below 3.0', [...Array(18).fill(4.5), 2.5, 2.5], 'strong'],
    ['divided in two camps', [2, 2, 5, 5, 3], 'unequal'],
    ['two camps with a mean below 3.0', [1, 1, 1, 5, 5], 'weak'],
    ['spread, but only one partner below 3.0', [1, 3, 3, 5, 5, 5], 'attention'],
    ['spread, but only one partner at 4.0', [2.5, 2.5, 2.5, 2.5, 5, 3.5, 3.5, 3.5], 'attention'],
  ])('%s', (_title, means, name) => {
    expect(classOf(answersWithMeans(means))[0]).toBe(name);
  });

  it('is not unequal with an average deviation exactly at a fifth of the options', () => {
    const means = [2, 2, 2, 2, 4, 4, 4, 4];
    expect(classOf(answersWithMeans(means))[0]).toBe('attention');
    expect(classOf(answersWithMeans(means.with(0, 1.5).with(7, 4.5)))[0]).toBe('unequal');
  });

  it.each([
    ['a quarter of twelve on either side', 3, 3, 'unequal'],
    ['fewer than a quarter low', 2, 4, 'attention'],
    ['fewer than a quarter high', 4, 2, 'attention'],
  ])('is unequal with at least a quarter of the partners on either side: %s', (_title, low, high, name) => {
    // The others lie between the cut-offs, and so far from the mean that AD alone would do.
    const rest = Array(12 - low - high).fill(3.5);
    const means = [...Array(low).fill(1), ...Array(high).fill(5), ...rest].map((mean, i) =>
      i >= low + high && i % 2 === 0 ? 3 : mean,
    );
    const spread = classOf(answersWithMeans(means), {
      instrument: { ...smallInstrument, cutoffs: { weak: 2.5, strong: 4 } },
    });
    expect(spread[0]).toBe(name);
  });

  it('follows the scale and the cut-offs of the instrument: on 0 to 10 the camps lie twice as far apart', () => {
    const wide: Instrument = {
      ...smallInstrument,
      scale: { min: 0, max: 10 },
      cutoffs: { weak: 4, strong: 8 },
    };
    // AD of the first is 2.06, below a fifth of the eleven options; of the second it is 2.25.
    expect(classOf(answersWithMeans([3.5, 3.5, 3.5, 3.5, 8, 8, 8, 6.5]), { instrument: wide })[0]).toBe(
      'attention',
    );
    expect(classOf(answersWithMeans([3.5, 3.5, 3.5, 3.5, 8, 8, 8, 8]), { instrument: wide })[0]).toBe(
      'unequal',
    );
  });

  it('seldom calls a network unequal whose partners all think alike', () => {
    // One person each, and only chance between them: 12 draws around 3.4 with a deviation of 0.9, 200 times.
    let seed = 1;
    const draw = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    const answer = () =>
      Math.min(5, Math.max(1, Math.round(2 * (3.4 + 1.8 * (draw() + draw() + draw() - 1.5))) / 2));
    const networks = Array.from({ length: 200 }, () =>
      classOf(answersWithMeans(Array.from({ length: 12 }, answer))),
    );
    expect(networks.filter(([name]) => name === 'unequal').length).toBeLessThan(10);
  });

  it('keeps a mean of thirds on its cut-off, in whatever way it rounds', () => {
    const thirds: Instrument = {
      ...smallInstrument,
      concepts: [
        { id: 'concept', facets: [{ id: 'facet', items: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }] },
      ],
    };
    const people = (totals: number[]) =>
      totals.map((total, i) => {
        const a = Math.floor(total / 3);
        const b = Math.floor((total - a) / 2);
        return answersOf(i, { a, b, c: total - a - b });
      });
    // Totals of three items; the mean is 3 (or 4) when they add up to 9 (or 12) a partner.
    for (const seven of [
      [8, 10, 8, 10, 7, 11, 9],
      [10, 10, 10, 10, 10, 8, 5],
      [8, 8, 8, 8, 8, 11, 12],
      // Comes out as 2.9999999999999996.
      [8, 15, 6, 4, 15, 11, 4],
    ]) {
      expect(classOf(people(seven), { instrument: thirds })[0]).not.toBe('weak');
      expect(classOf(people(seven.with(0, seven[0]! - 1)), { instrument: thirds })[0]).toBe('weak');
    }
    for (const seven of [
      [11, 13, 11, 13, 10, 14, 12],
      [13, 13, 13, 13, 13, 10, 9],
    ]) {
      expect(classOf(people(seven), { instrument: thirds })[0]).toBe('strong');
      expect(classOf(people(seven.with(0, seven[0]! - 1)), { instrument: thirds })[0]).toBe('attention');
    }
  });

  it('takes its cut-offs from the instrument', () => {
    const strict = { ...smallInstrument, cutoffs: { weak: 3.5, strong: 4.5 } };
    expect(classOf(answersWithMeans([3, 3, 3.5, 3.5, 3]), { instrument: strict })[0]).toBe('weak');
    expect(classOf(answersWithMeans([4, 4, 4, 4, 4]), { instrument: strict })[0]).toBe('attention');
  });
});

describe('how certain a class is', () => {
  it('no longer is clear only because every partner took part', () => {
    const means = [2.5, 3.5, 2.5, 3, 3];
    expect(classOf(answersWithMeans(means), { partners: 5 })).toEqual(['weak', 'likely']);
  });

  it('calls unequal clear only when partners differ more than their own people do', () => {
    // Each partner's mean stays the same: its two people agree, or lie three points apart.
    const camps = [1.5, 1.5, 1.5, 1.5, 4.5, 4.5, 4.5, 4.5];
    const people = (apart: number) =>
      camps.flatMap((mean, i) => {
        const [low, high] = mean < 3 ? [1, 1 + apart] : [5 - apart, 5];
        return [answersOf(i, { a: low, b: low }, 1), answersOf(i, { a: high, b: high }, 2)];
      });
    expect(classOf(people(1), { partners: 8 })).toEqual(['unequal', 'clear']);
    const mixed = camps.flatMap((_mean, i) =>
      [i < 4 ? 1 : 5, i < 4 ? 4 : 3].map((answer, person) => answersOf(i, { a: answer, b: answer }, person)),
    );
    expect(classOf(mixed, { partners: 8 })[1]).toBe('likely');
  });

  it.each([
    ['weak, with an interval over 3.0', [2.5, 3.5, 2.5, 3, 3], 'weak', 'likely'],
    ['weak, far from 3.0', [1.5, 1.5, 1.5, 2, 1.5], 'weak', 'clear'],
    ['strong, with an interval over 4.0', [4, 4.5, 3.5, 4.5, 4], 'strong', 'likely'],
    ['strong, exactly on 4.0 without any spread', [4, 4, 4, 4, 4], 'strong', 'likely'],
    ['strong, far from 4.0', [5, 5, 5, 4.5, 5], 'strong', 'clear'],
    ['strong, where only a higher mean is possible', [4.5, 4.5, 4.5, 4.5, 5], 'strong', 'clear'],
    ['attention, with an interval over 3.0', [3, 3.5, 2.5, 3.5, 3], 'attention', 'likely'],
    ['attention, with an interval over 4.0', [3.5, 4, 4, 4.5, 3.5], 'attention', 'likely'],
    ['attention, in the middle', [3.5, 3.5, 3.5, 3.5, 3.5], 'attention', 'clear'],
    ['unequal, of five partners', [2, 2, 5, 5, 3], 'unequal', 'likely'],
    ['unequal, of one person each however far apart', [1, 1, 1.5, 5, 5, 5], 'unequal', 'likely'],
  ])('%s', (_title, means, name, certainty) => {
    expect(classOf(answersWithMeans(means), { partners: 20 })).toEqual([name, certainty]);
  });

  it('is not sure above 4.0 when only partners that are low keep it from being strong: that is chance too', () => {
    const means = [...Array(15).fill(4), 2.5, 2.5];
    expect(classOf(answersWithMeans(means), { partners: 60 })).toEqual(['attention', 'likely']);
  });
});
