/** Which partners a file with answers may tell about, beside the published result. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Beside, type Candidate, type Chosen, chooseForData } from '../../../scoring/choose-data.ts';
import { leavesEnoughHidden } from '../../../scoring/disclose.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import type { Scores } from '../../../scoring/scores.ts';
import { leavesChangeHidden } from '../../../scoring/subtract-rounds.ts';
import {
  answersOf,
  answersWithMeans,
  makePartners,
  partnerId,
  smallInstrument,
} from '../../support/small-networks.ts';

/** So many partners that all answered. */
const score = (count: number) =>
  scoreNetwork({
    instrument: smallInstrument,
    partners: makePartners(count),
    responses: answersWithMeans(Array.from({ length: count }, (_, index) => 1 + (index % 9) / 2)),
    ties: [],
    previous: undefined,
  });
const list = (count: number, from = 0): Candidate[] =>
  Array.from({ length: count }, (_, index) => ({ id: partnerId(index + from), isComplete: true }));

/** The partners in the file after these withdrew, one after another. */
const choose = (
  scores: Scores,
  candidates: readonly Candidate[],
  withdrawn: readonly string[],
  beside: Beside = {},
) => chooseForData(scores, candidates, [[], ...withdrawn.map((id) => [id])], beside).at(-1)!.chosen;

describe('what the file and the network mean tell together', () => {
  test('everybody allows it: everybody is in it', () => {
    expect(choose(score(8), list(8), []).size).toBe(8);
  });

  test.each([
    [12, 6, 6],
    [12, 7, 6],
    [12, 8, 6],
    [12, 11, 6],
    [9, 8, 4],
    [6, 5, 1],
    [14, 8, 8],
    [14, 9, 8],
    // From fifteen on the figures tell how partners differ: then ten.
    [15, 5, 5],
    [15, 10, 5],
    [40, 39, 30],
  ])('of %i partners %i allow it: %i are in it, so that none or enough remain', (all, allowing, chosen) => {
    expect(choose(score(all), list(allowing), []).size).toBe(chosen);
  });

  test('below 5 partners there is nothing', () => {
    expect(choose(score(4), list(4), []).size).toBe(0);
  });

  test('a partner of which one person does not allow it counts as not told, and may be in it', () => {
    const candidates = list(10).map((one, index) => ({ ...one, isComplete: index < 4 }));
    expect(choose(score(10), candidates, []).size).toBe(10);
    const oneRefuses = list(10).map((one, index) => ({ ...one, isComplete: index > 0 }));
    // The one person among all answers would be found by subtraction: five more are left out.
    const chosen = choose(score(10), oneRefuses, []);
    expect(chosen.size).toBe(5);
    expect(chosen.has(partnerId(0))).toBe(true);
  });
});

test('whoever withdraws, and in whatever order: no partner comes in that was not there before', () => {
  const orders = [
    [0, 1, 2, 3, 4, 5],
    [9, 0, 8, 1, 7, 2],
    [5, 5, 4, 3, 2, 1],
  ];
  for (const all of [10, 11, 14]) {
    for (const order of orders) {
      let before = choose(score(all), list(10), []);
      for (let count = 1; count <= order.length; count++) {
        const withdrawn = order.slice(0, count).map(partnerId);
        const now = choose(score(all), list(10), withdrawn);
        expect([...now].filter((id) => !before.has(id))).toEqual([]);
        // What the file still tells leaves none or 5 partners.
        const told = [...now].filter((id) => !withdrawn.includes(id)).length;
        expect([told, told === all || all - told >= 5]).toEqual([told, true]);
        before = now;
      }
    }
  }
});

describe('beside what else a reader of the file has', () => {
  test('a condition that few others answered: what they said would be left over', () => {
    const candidates = list(6);
    const everybody = [list(12).map(({ id }) => id)];
    expect(choose(score(12), candidates, []).size).toBe(6);
    // Six of the file and six others; then three others beside the six, of which three have to go.
    expect(choose(score(12), candidates, [], { figures: everybody }).size).toBe(6);
    const nine = [...list(6), ...list(3, 6)].map(({ id }) => id);
    expect(choose(score(12), candidates, [], { figures: [nine] }).size).toBe(4);
  });

  describe('two rounds, between which five of twelve partners left', () => {
    const people = answersWithMeans(Array.from({ length: 12 }, (_, index) => 1 + (index % 9) / 2));
    const previous = { instrument: smallInstrument, responses: people };
    const second = scoreNetwork({
      instrument: smallInstrument,
      partners: makePartners(12),
      responses: people.slice(5),
      previous,
    });
    // In the order in which they are left out last.
    const allowing = [7, 6, 5, 4, 3, 2].map((place) => ({ id: partnerId(place), isComplete: true }));

    test('the file of the first round leaves no two leavers over, of whom the difference tells the sum', () => {
      expect(choose(score(12), allowing, []).size).toBe(6);
      const chosen = choose(score(12), allowing, [], { later: [second] });
      // Of those who stayed, five are left as well.
      expect([...chosen].sort()).toEqual([6, 7].map(partnerId));
    });

    test('the file of the second round counts with who has that of the first', () => {
      const stayed = list(7, 5);
      const size = (before: number[]) =>
        choose(second, stayed, [], { before: [new Set(before.map(partnerId))] }).size;
      expect(size([])).toBe(7);
      expect(size([0, 1, 2, 3, 4])).toBe(7);
      expect(size([2, 3])).toBe(0);
    });
  });
});

describe('two rounds, whoever is in them, allows it and withdraws', () => {
  const ids = fc.uniqueArray(fc.nat(15), { minLength: 5, maxLength: 16 });
  const allowed = fc.array(fc.constantFrom('all', 'all', 'all', 'some', 'nobody'), {
    minLength: 16,
    maxLength: 16,
  });
  const networks = fc.record({
    first: fc.record({ who: ids, allowed }),
    second: fc.record({ who: ids, allowed }),
    withdrawals: fc.array(fc.record({ round: fc.nat(1), partner: fc.nat(15) }), { maxLength: 6 }),
  });
  type Network = typeof networks extends fc.Arbitrary<infer T> ? T : never;

  const scoreBoth = ({ first, second }: Network): [Scores, Scores] => {
    const answer = ({ who }: Network['first']) =>
      who.map((place) => answersOf(place, { a: 1 + (place % 5), b: 1 + (place % 3) }));
    const [before, now] = [answer(first), answer(second)];
    const shared = { instrument: smallInstrument, partners: makePartners(16), ties: [] };
    const previous = { instrument: smallInstrument, responses: before };
    return [
      scoreNetwork({ ...shared, responses: before, previous: undefined }),
      scoreNetwork({ ...shared, responses: now, previous }),
    ];
  };
  const listCandidates = ({ who, allowed: by }: Network['first']): Candidate[] =>
    who
      .filter((place) => by[place] !== 'nobody')
      .map((place) => ({ id: partnerId(place), isComplete: by[place] === 'all' }));

  /** The files of both rounds at each moment, of so many withdrawals. */
  function makeFiles(network: Network, [one, other]: [Scores, Scores], count: number): [Chosen[], Chosen[]] {
    const happened = network.withdrawals.slice(0, count);
    const of = (round: number) => [
      [],
      ...happened.map((withdrawal) => (withdrawal.round === round ? [partnerId(withdrawal.partner)] : [])),
    ];
    const first = chooseForData(one, listCandidates(network.first), of(0), { later: [other] });
    const before = first.map(({ told }) => told);
    return [first, chooseForData(other, listCandidates(network.second), of(1), { before })];
  }

  test('a later bundle has no partner that an earlier one had not, and beside each kept one nobody is left over', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const scores = scoreBoth(network);
        let earlier = makeFiles(network, scores, 0).map((files) => files.at(-1)!);
        const kept = [earlier[0]!.told];
        for (let count = 1; count <= network.withdrawals.length; count++) {
          const now = makeFiles(network, scores, count).map((files) => files.at(-1)!);
          for (const [round, { chosen, told }] of now.entries()) {
            expect([...chosen].filter((id) => !earlier[round]!.chosen.has(id))).toEqual([]);
            expect([...told].filter((id) => !earlier[round]!.told.has(id))).toEqual([]);
            expect(told.size === 0 || leavesEnoughHidden(scores[round]!, told)).toBe(true);
          }
          kept.push(now[0]!.told);
          const { told } = now[1]!;
          if (told.size > 0)
            for (const before of kept) expect(leavesChangeHidden(scores[1], told, before)).toBe(true);
          earlier = now;
        }
      }),
      { numRuns: 400 },
    );
  });
});
