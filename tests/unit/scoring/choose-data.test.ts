/** Which partners a file with answers may tell about, beside the published result. */
import { describe, expect, test } from 'vitest';
import { type Candidate, chooseForData } from '../../../scoring/choose-data.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import { answersWithMeans, makePartners, partnerId, smallInstrument } from '../../support/small-networks.ts';

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

describe('what the file and the network mean tell together', () => {
  test('everybody allows it: everybody is in it', () => {
    expect(chooseForData(score(8), list(8), []).size).toBe(8);
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
    expect(chooseForData(score(all), list(allowing), []).size).toBe(chosen);
  });

  test('below 5 partners there is nothing', () => {
    expect(chooseForData(score(4), list(4), []).size).toBe(0);
  });

  test('a partner of which one person does not allow it counts as not told, and may be in it', () => {
    const candidates = list(10).map((one, index) => ({ ...one, isComplete: index < 4 }));
    expect(chooseForData(score(10), candidates, []).size).toBe(10);
    const oneRefuses = list(10).map((one, index) => ({ ...one, isComplete: index > 0 }));
    // The one person among all answers would be found by subtraction: five more are left out.
    const chosen = chooseForData(score(10), oneRefuses, []);
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
      let before = chooseForData(score(all), list(10), []);
      for (let count = 1; count <= order.length; count++) {
        const withdrawn = order.slice(0, count).map(partnerId);
        const now = chooseForData(score(all), list(10), withdrawn);
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
    expect(chooseForData(score(12), candidates, []).size).toBe(6);
    // Six of the file and six others; then three others beside the six, of which three have to go.
    expect(chooseForData(score(12), candidates, [], { figures: everybody }).size).toBe(6);
    const nine = [...list(6), ...list(3, 6)].map(({ id }) => id);
    expect(chooseForData(score(12), candidates, [], { figures: [nine] }).size).toBe(4);
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
      expect(chooseForData(score(12), allowing, []).size).toBe(6);
      const chosen = chooseForData(score(12), allowing, [], { later: [second] });
      // Of those who stayed, five are left as well.
      expect([...chosen].sort()).toEqual([6, 7].map(partnerId));
    });

    test('the file of the second round counts with who has that of the first', () => {
      const stayed = list(7, 5);
      const size = (before: number[]) =>
        chooseForData(second, stayed, [], { before: new Set(before.map(partnerId)) }).size;
      expect(size([])).toBe(7);
      expect(size([0, 1, 2, 3, 4])).toBe(7);
      expect(size([2, 3])).toBe(0);
    });
  });
});
