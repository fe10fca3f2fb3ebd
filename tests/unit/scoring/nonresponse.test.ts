import { describe, expect, it, test } from 'vitest';
import { type AskedPartner, countNonresponse, type Nonresponse } from '../../../scoring/count-nonresponse.ts';
import { discloseNonresponse } from '../../../scoring/disclose-nonresponse.ts';
import { findMeanBounds } from '../../../scoring/find-mean-bounds.ts';
import { answersOf, fourFacets, partnerId } from '../../support/small-networks.ts';

const items = ['w1', 'w2', 'x1', 'x2', 'y1', 'y2', 'z1', 'z2'];
/** The first of the eight statements get these answers; the rest stays open. */
const answer = (partner: number, answers: (number | null)[], person = 1) =>
  answersOf(partner, Object.fromEntries(answers.map((value, i) => [items[i]!, value])), person);
const ask = (count: number, changes: Partial<AskedPartner> = {}): AskedPartner[] =>
  Array.from({ length: count }, (_none, i) => ({
    id: partnerId(i),
    kind: null,
    invited: 1,
    brokenOff: 0,
    ...changes,
  }));

describe('counting who did not answer', () => {
  it('is complete from four fifths of the statements, with I don’t know, and partial with one answer', () => {
    const { partners, people } = countNonresponse(fourFacets, ask(6), [
      answer(0, [1, 2, 3, 4, 5, null, null]),
      answer(1, [1, 2, 3, 4, 5, null]),
      answer(2, [4]),
      answer(3, [null, null]),
      answer(4, []),
    ]);
    expect(people).toEqual({ of: 6, complete: 1, partial: 2, brokenOff: 2 });
    expect(partners).toEqual({ of: 6, complete: 1, partial: 2 });
  });

  it('takes a partner as complete with one person who is, and adds those who began and did not send', () => {
    const asked = ask(2, { invited: 3, brokenOff: 1 });
    const { partners, people } = countNonresponse(fourFacets, asked, [
      answer(0, [4]),
      answer(0, [1, 2, 3, 4, 5, 1, 2, 3], 2),
    ]);
    expect(people).toEqual({ of: 6, complete: 1, partial: 1, brokenOff: 2 });
    expect(partners).toEqual({ of: 2, complete: 1, partial: 0 });
  });

  it('counts I don’t know apart from left open, of the people who gave an answer', () => {
    const { statements } = countNonresponse(fourFacets, ask(3), [
      answer(0, [1, 2, null]),
      answer(1, [1, 2, 3, 4, 5, 1, 2, 3]),
      answer(2, [null]),
    ]);
    expect(statements).toEqual({ of: 16, unknown: 1, open: 5 });
  });

  it('finds the same answer as it was given, on half of the statements or more', () => {
    const { sameAnswer } = countNonresponse(fourFacets, ask(4), [
      // x2 is reversed: whoever ticks one column gives the same answer to it too.
      answer(0, [4, 4, 4, 4]),
      answer(1, [4, 4, 4]),
      answer(2, [4, 4, 4, 4, null, 4, 4, 5]),
      answer(3, [2, 2, 2, 2, null, 2]),
    ]);
    expect(sameAnswer).toEqual({ of: 3, people: 2 });
  });

  it('counts partners by kind, with those that were asked and did not answer', () => {
    const asked = ask(3).map((partner, i) => ({ ...partner, kind: ['school', 'school', null][i]! }));
    expect(countNonresponse(fourFacets, asked, [answer(1, [3])]).kinds).toEqual([
      { kind: 'school', of: 2, answered: 1 },
      { kind: null, of: 1, answered: 0 },
    ]);
  });
});

const counts: Nonresponse = {
  partners: { of: 20, complete: 10, partial: 0 },
  people: { of: 40, complete: 15, partial: 5, brokenOff: 6 },
  kinds: [
    { kind: 'school', of: 11, answered: 5 },
    { kind: 'police', of: 9, answered: 5 },
  ],
  statements: { of: 1000, unknown: 61, open: 20 },
  sameAnswer: { of: 20, people: 5 },
};
const tooFew = { withheld: 'minimum' };

describe('what is shown of it', () => {
  it('is counts, and shares in steps of five percent', () => {
    expect(discloseNonresponse(counts)).toEqual({
      partners: { of: 20, answered: 10, complete: 10 },
      people: { of: 40, answered: 20, complete: 15, brokenOff: 6 },
      kinds: counts.kinds,
      unknown: 0.05,
      open: 0,
      sameAnswer: 0.25,
    });
  });

  it('is nothing below five partners that answered', () => {
    const partners = { of: 20, complete: 3, partial: 1 };
    expect(discloseNonresponse({ ...counts, partners })).toEqual(tooFew);
  });

  test.each([
    ['four who are complete', { people: { of: 40, complete: 4, partial: 16, brokenOff: 6 } }, 'complete'],
    ['four who are not', { people: { of: 40, complete: 16, partial: 4, brokenOff: 6 } }, 'complete'],
    ['nobody who is', { people: { of: 40, complete: 0, partial: 20, brokenOff: 6 } }, 'complete'],
    ['four who began', { people: { of: 40, complete: 15, partial: 5, brokenOff: 4 } }, 'brokenOff'],
    ['four who did nothing', { people: { of: 30, complete: 15, partial: 5, brokenOff: 6 } }, 'brokenOff'],
  ] as const)('leaves out a count with %s', (_title, change, key) => {
    const shown = discloseNonresponse({ ...counts, ...change });
    expect(shown).toMatchObject({ people: { answered: 20, [key]: tooFew } });
  });

  test.each([
    ['four', 4],
    ['nobody', 0],
    ['all but four', 16],
  ])('says nothing of %s who always gave the same answer', (_title, people) => {
    expect(discloseNonresponse({ ...counts, sameAnswer: { of: 20, people } })).toMatchObject({
      sameAnswer: tooFew,
    });
  });

  const kindsOf = (...answered: number[]) => {
    const kinds = answered.map((count, i) => ({ kind: `kind ${i}`, of: 10, answered: count }));
    const partners = { of: 60, complete: answered.reduce((sum, count) => sum + count, 0), partial: 0 };
    const shown = discloseNonresponse({ ...counts, partners, kinds });
    return 'kinds' in shown ? shown.kinds.map(({ answered }) => answered) : shown;
  };

  it('names a kind with five that answered, when the others are five too, or nobody else was asked', () => {
    expect(kindsOf(7, 5)).toEqual([7, 5]);
    expect(kindsOf(7)).toEqual([7]);
    expect(kindsOf(7, 4, 1)).toEqual([7]);
    expect(kindsOf(7, 3, 1)).toEqual([]);
    expect(kindsOf(7, 0)).toEqual([]);
  });

  it('gives up the smallest kind when the rest would be known', () => {
    expect(kindsOf(9, 6, 4)).toEqual([9]);
    expect(kindsOf(9, 6, 3, 2)).toEqual([9, 6]);
  });
});

describe('the bounds of a mean', () => {
  const scale = { min: 1, max: 5 };

  it('takes those without a score at the lowest answer, and at the highest', () => {
    expect(findMeanBounds({ mean: 4, n: 10, step: 0 }, 20, scale)).toEqual([2.5, 4.5]);
    expect(findMeanBounds({ mean: 0, n: 5, step: 0 }, 15, { min: -3, max: 3 })).toEqual([-2, 2]);
  });

  it('starts half a step to either side of a mean that is rounded, and stays on the scale', () => {
    expect(findMeanBounds({ mean: 3.2, n: 9, step: 0.2 }, 10, scale)).toEqual([
      expect.closeTo(2.89, 12),
      expect.closeTo(3.47, 12),
    ]);
    expect(findMeanBounds({ mean: 5, n: 6, step: 0.2 }, 6, scale)).toEqual([4.9, 5]);
  });

  it('is the mean itself when all have a score', () => {
    expect(findMeanBounds({ mean: 3.5, n: 8, step: 0 }, 8, scale)).toEqual([3.5, 3.5]);
  });
});
