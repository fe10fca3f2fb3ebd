import { describe, expect, it } from 'vitest';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import { isWithheld, type Response } from '../../../scoring/scores.ts';
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
    expect(classOf(answersWithMeans(means))).toEqual([name, 'clear']);
  });

  it('is not unequal with an average deviation exactly at a sixth of the options', () => {
    // 2 2 2 3 4 4 and six more of them, mirrored: mean 3, AD 10/12 = 5/6.
    const means = [2, 2, 2, 3, 4, 4, 4, 4, 4, 3, 2, 2];
    expect(classOf(answersWithMeans(means))[0]).toBe('attention');
    expect(classOf(answersWithMeans(means.with(3, 1.5).with(9, 4.5)))[0]).toBe('unequal');
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
  it.each([
    ['weak, with an interval over 3.0', [2.5, 3.5, 2.5, 3, 3], 'weak', 'likely'],
    ['weak, far from 3.0', [1.5, 1.5, 1.5, 2, 1.5], 'weak', 'clear'],
    ['strong, with an interval over 4.0', [4, 4.5, 3.5, 4.5, 4], 'strong', 'likely'],
    ['strong, far from 4.0', [5, 5, 5, 4.5, 5], 'strong', 'clear'],
    ['strong, where only a higher mean is possible', [4.5, 4.5, 4.5, 4.5, 5], 'strong', 'clear'],
    ['attention, with an interval over 3.0', [3, 3.5, 2.5, 3.5, 3], 'attention', 'likely'],
    ['attention, with an interval over 4.0', [3.5, 4, 4, 4.5, 3.5], 'attention', 'likely'],
    ['attention, in the middle', [3.5, 3.5, 3.5, 3.5, 3.5], 'attention', 'clear'],
    ['unequal', [2, 2, 5, 5, 3], 'unequal', 'clear'],
  ])('%s', (_title, means, name, certainty) => {
    expect(classOf(answersWithMeans(means), { partners: 20 })).toEqual([name, certainty]);
  });

  it('does not become strong above 4.0 when too many partners are low, so that cut-off does not count', () => {
    const means = [...Array(15).fill(4), 2.5, 2.5];
    expect(classOf(answersWithMeans(means), { partners: 60 })).toEqual(['attention', 'clear']);
  });
});
