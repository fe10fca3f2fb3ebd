/**
 * The votes of a choosing, attacked by enumeration: every way in which up to six people can choose, and what somebody
 * learns who sees what is shown of it.
 */
import { describe, expect, test } from 'vitest';
import { type Ballot, discloseVotes, maxChoices } from '../../../scoring/disclose-votes.ts';
import { isWithheld } from '../../../scoring/figure.ts';

const facets = ['a', 'b', 'c', 'd'];

/** Every choice that the page takes: one to three of these points. */
function listChoices(points: readonly string[]): string[][] {
  return Array.from({ length: 2 ** points.length }, (_none, bits) =>
    points.filter((_point, place) => bits & (1 << place)),
  ).filter(({ length }) => length >= 1 && length <= maxChoices);
}

/** Every way in which so many people can choose, whoever of them chose what. */
function* listElections(choices: readonly string[][], count: number, from = 0): Generator<string[][]> {
  if (count === 0) yield [];
  else
    for (let place = from; place < choices.length; place += 1)
      for (const rest of listElections(choices, count - 1, place)) yield [choices[place]!, ...rest];
}

/** Every list of sums over so many points that so many people can bring about: one to three choices each. */
function listSums(count: number, size: number, total = 0): number[][] {
  if (size === 0) return total >= count ? [[]] : [];
  return Array.from({ length: count + 1 }, (_none, sum) => sum)
    .filter((sum) => total + sum <= maxChoices * count)
    .flatMap((sum) => listSums(count, size - 1, total + sum).map((rest) => [sum, ...rest]));
}

/** An election with these sums: each point goes to the next voters, so that all have about as many. */
function deal(sums: readonly number[], count: number, points: readonly string[]): string[][] {
  const dealt: string[][] = Array.from({ length: count }, () => []);
  let next = 0;
  for (const [place, sum] of sums.entries())
    for (let times = 0; times < sum; times++) dealt[next++ % count]!.push(points[place]!);
  return dealt;
}

const asBallots = (election: readonly string[][]): Ballot[] =>
  election.map((chosen, place) => ({ partner: `p${place}`, facets: chosen }));
const show = (ballots: readonly Ballot[], points = facets) => JSON.stringify(discloseVotes(ballots, points));
const nothing = show([]);

describe('below five voters of five partners', () => {
  test('whatever up to four people choose, it looks as if nobody did', () => {
    for (let count = 0; count < 5; count += 1) {
      for (const election of listElections(listChoices(facets), count)) {
        expect(show(asBallots(election))).toBe(nothing);
      }
    }
    expect(nothing).not.toMatch(/\d/);
  });

  test('five voters of four partners, and five of whom one chose nothing, look the same', () => {
    const five = asBallots([['a'], ['a', 'b'], ['b'], ['c'], ['d']]);
    expect(show(five)).not.toBe(nothing);
    expect(show(five.map((ballot, place) => (place === 4 ? { ...ballot, partner: 'p0' } : ballot)))).toBe(
      nothing,
    );
    expect(show(five.map((ballot, place) => (place === 4 ? { ...ballot, facets: [] } : ballot)))).toBe(
      nothing,
    );
  });
});

describe('from five voters', () => {
  test('who chose what does not matter for what is shown: the same choices by others look the same', () => {
    const ballots = asBallots([['a', 'b'], ['a'], ['c'], ['a', 'c', 'd'], ['b']]);
    const moved = ballots.map((ballot, place) => ({ ...ballot, facets: ballots[(place + 2) % 5]!.facets }));
    expect(show(moved)).toBe(show(ballots));
  });

  test.each([
    [5, 4],
    [6, 3],
    [5, 3],
    [5, 2],
  ])('of %i voters on %i points nobody is shown to have chosen, or not chosen, a point', (count, size) => {
    const points = facets.slice(0, size);
    const choices = listChoices(points);
    /** What any one voter may have chosen, given what is shown. */
    const possible = new Map<string, Set<string[]>>();
    for (const election of listElections(choices, count)) {
      const shown = show(asBallots(election), points);
      const known = possible.get(shown) ?? new Set();
      for (const chosen of election) known.add(chosen);
      possible.set(shown, known);
    }
    expect(possible.size).toBeGreaterThan(1);
    for (const [shown, known] of possible) {
      for (const point of points) {
        const answers = new Set([...known].map((chosen) => chosen.includes(point)));
        expect(answers.size, `${shown} tells about ${point}`).toBe(2);
      }
    }
  });

  /** Voters are alike to who reads the sums, so going through all sums says the same as going through all elections. */
  test.each([
    [5, 6],
    [6, 5],
  ])('of %i voters on %i points, also when everybody makes three choices', (count, size) => {
    const points = ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, size);
    const possible = new Map<string, Set<number>[]>();
    for (const sums of listSums(count, size)) {
      const shown = show(asBallots(deal(sums, count, points)), points);
      const known = possible.get(shown) ?? points.map(() => new Set<number>());
      for (const [place, sum] of sums.entries()) known[place]!.add(sum);
      possible.set(shown, known);
    }
    for (const [shown, known] of possible)
      for (const [place, sums] of known.entries())
        for (const telling of [0, count])
          expect([...sums], `${shown} tells about ${points[place]}`).not.toEqual([telling]);
  });

  test('where the sums take all choices that there are, the fewest are taken together', () => {
    const all = ['abc', 'abd', 'ace', 'bde', 'cde'].map((chosen) => [...chosen]);
    const points = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(discloseVotes(asBallots(all), points)).toEqual({
      voters: 5,
      sums: points.map((facet) => ({ facet, votes: 3, bound: 'atMost' })),
    });
  });

  test('sums between are exact, and the most chosen stands first', () => {
    const outcome = discloseVotes(
      asBallots([['d'], ['d'], ['d', 'c'], ['c', 'b'], ['c', 'b'], ['c'], ['d']]),
      facets,
    );
    if (isWithheld(outcome)) throw new Error('Seven voters were withheld.');
    expect(outcome).toEqual({
      voters: 7,
      sums: [
        { facet: 'c', votes: 4 },
        { facet: 'd', votes: 4 },
        { facet: 'b', votes: 2 },
        { facet: 'a', votes: 1, bound: 'atMost' },
      ],
    });
  });
});
