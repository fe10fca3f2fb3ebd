import { describe, expect, it } from 'vitest';
import type { Response } from '../../../scoring/answers.ts';
import { discloseScores } from '../../../scoring/disclose.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import type { Reader } from '../../../scoring/scores.ts';
import { type Conditions, findConditionCutoffs, type Instrument } from '../../../survey/instrument.ts';
import { findInstrument } from '../../../survey/versions.ts';
import { answersOf, makePartners, partnerId, smallInstrument } from '../../support/small-networks.ts';

const conditions: Conditions = {
  scale: { min: 1, max: 5 },
  cutoffs: { hindering: 2.5, helping: 3.5 },
  items: [{ id: 'time' }, { id: 'rules' }],
};
const instrument: Instrument = { ...smallInstrument, conditions };

/** One person of partner `index` who finds this of the time, and of the rules when given. */
function say(index: number, time: number | null, rules: number | null = null, person = 1): Response {
  return { ...answersOf(index, { a: 3, b: 3 }, person), conditions: { time, rules } };
}

function score(responses: Response[], partners = 10, asked: Instrument = instrument) {
  return scoreNetwork({ instrument: asked, partners: makePartners(partners), responses });
}

const disclose = (responses: Response[], reader: Reader) =>
  discloseScores(score(responses), { reader, consenting: new Set([0, 1, 2, 3].map(partnerId)) });

describe('a condition', () => {
  it('is the mean over partners of the mean of their own people, worked out by hand', () => {
    // P000 has two people, 1 and 2: its mean is 1.5. With 2, 2, 3 and 1 of the others: mean 1.9, n 5.
    const [time] = score([
      say(0, 1),
      say(0, 2, null, 2),
      say(1, 2),
      say(2, 2),
      say(3, 3),
      say(4, 1),
      // 'I don't know' is no opinion, and this partner does not count.
      say(5, null),
    ]).conditions!;
    // s² = (0.16 + 0.01 + 0.01 + 1.21 + 0.81)/4 = 0.55; AD = (0.4 + 0.1 + 0.1 + 1.1 + 0.9)/5 = 0.52.
    // Interval: v = 0.55/5 = 0.11, p = 0.9/4 = 0.225, n* = 0.225 · 0.775/(0.11/16) = 25.3636, t(0.975; 4) = 2.7764451052.
    const [size, t] = [(0.225 * 0.775 * 16) / 0.11, 2.7764451052];
    const centre = 1 + (4 * (0.225 + t ** 2 / (2 * size))) / (1 + t ** 2 / size);
    const reach = (4 * t * Math.sqrt(0.11 / 16 + (t / size / 2) ** 2)) / (1 + t ** 2 / size);
    expect(time).toEqual({
      id: 'time',
      n: 5,
      mean: expect.closeTo(1.9, 12),
      sd: expect.closeTo(Math.sqrt(0.55), 12),
      ad: expect.closeTo(0.52, 12),
      ci: [expect.closeTo(centre - reach, 8), expect.closeTo(centre + reach, 8)],
      class: 'hindering',
      certainty: 'likely',
      scale: { min: 1, max: 5 },
    });
  });

  it.each([
    [[2, 2, 3, 3, 2.5], 'hindering'],
    [[2, 2, 3, 3, 3], 'neither'],
    [[3, 3, 4, 4, 3], 'neither'],
    [[3, 3, 4, 4, 3.5], 'helping'],
    [[5, 5, 5, 5, 5], 'helping'],
  ])('with the means %j is called %s: the cut-offs themselves count', (means, name) => {
    const people = means.flatMap((mean, index) => [
      say(index, Math.floor(mean)),
      say(index, Math.ceil(mean), null, 2),
    ]);
    expect(score(people).conditions![0]).toMatchObject({ class: name });
  });

  it('is clear when partners agree, and likely when they do not or without an interval', () => {
    const agreed = [3, 3, 3, 3, 3, 3].map((answer, index) => say(index, answer));
    expect(score(agreed).conditions![0]).toMatchObject({ class: 'neither', certainty: 'clear' });
    const people = [1, 2, 3, 4, 5].map((answer, index) => say(index, answer));
    expect(score(people, 5).conditions![0]).toMatchObject({ class: 'neither', certainty: 'likely' });
    const [alone] = score([say(0, 1)]).conditions!;
    expect(alone).toMatchObject({ n: 1, ci: { withheld: 'undefined' }, certainty: 'likely' });
  });

  it('changes nothing else: the same round without these answers has the same scores', () => {
    const people = [1, 2, 3, 4, 5, 6].map((index) => say(index, 1, 5));
    const bare = people.map(({ conditions: _conditions, ...response }) => response);
    const { conditions: _with, ...scores } = score(people);
    const { conditions: _without, ...same } = score(bare);
    expect(scores).toEqual(same);
  });

  it('is not there at all when the instrument does not ask it', () => {
    expect(score([say(0, 1)], 10, smallInstrument)).not.toHaveProperty('conditions');
    expect(
      discloseScores(score([say(0, 1)], 10, smallInstrument), {
        reader: { kind: 'network' },
        consenting: new Set(),
      }),
    ).not.toHaveProperty('conditions');
  });

  it('refuses an answer that is not on its own scale', () => {
    expect(() => score([say(0, 6)])).toThrow("The answer 6 to item 'time' is not on the scale of 1 to 5.");
  });
});

it('cut-offs that are not given lie an eighth of the scale to either side of its middle', () => {
  expect(findConditionCutoffs(findInstrument('ketenspiegel', '2')!.conditions!)).toEqual({
    hindering: 2.5,
    helping: 3.5,
  });
  expect(findConditionCutoffs({ scale: { min: 1, max: 5 }, items: [] })).toEqual({
    hindering: 2.5,
    helping: 3.5,
  });
  expect(findConditionCutoffs({ scale: { min: -2, max: 2 }, items: [] })).toEqual({
    hindering: -0.5,
    helping: 0.5,
  });
});

describe('what may be shown of a condition', () => {
  const readers: Reader[] = [
    { kind: 'network' },
    { kind: 'coordinator' },
    { kind: 'partner', partner: partnerId(0) },
  ];

  it.each(readers)('needs five partners behind that very condition, for $kind', (reader) => {
    const people = [0, 1, 2, 3, 4, 5].map((index) => say(index, 2, index < 4 ? 4 : null));
    const shown = disclose(people, reader).conditions!;
    expect(shown[0]).toEqual({
      id: 'time',
      n: 6,
      // One question of six partners: to 20 points of the index, and nothing that tells how they differ.
      mean: 1.8,
      sd: { withheld: 'minimum' },
      ad: { withheld: 'minimum' },
      ci: { withheld: 'minimum' },
      class: 'hindering',
      certainty: 'clear',
    });
    expect(shown[1]).toEqual({ id: 'rules', withheld: 'minimum' });
  });

  it.each(readers)('looks the same with four answers and with none, for $kind', (reader) => {
    const four = disclose(
      [0, 1, 2, 3].map((index) => say(index, 2, 4)),
      reader,
    ).conditions;
    expect(four).toEqual([
      { id: 'time', withheld: 'minimum' },
      { id: 'rules', withheld: 'minimum' },
    ]);
    expect(disclose([], reader).conditions).toEqual(four);
  });

  it('is nothing when fewer than five partners answered a statement, whatever they said here', () => {
    const people = [0, 1, 2, 3, 4, 5].map((index) => ({ ...say(index, 2), answers: { a: null, b: null } }));
    expect(disclose(people, { kind: 'network' }).conditions![0]).toEqual({ id: 'time', withheld: 'minimum' });
  });

  it('is never what one partner answered: that is in no scores of a partner', () => {
    const people = [0, 1, 2, 3, 4, 5].map((index) => say(index, index === 0 ? 5 : 1));
    for (const reader of readers) {
      const { partners } = disclose(people, reader);
      expect(JSON.stringify(partners)).not.toContain('time');
    }
  });
});
