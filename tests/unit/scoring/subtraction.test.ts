/**
 * Subtraction as somebody would do it who keeps every factsheet: all sums that the figures of one to three rounds tell,
 * as equations over what each partner scored on each facet. No combination of them may be about one to four partners.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlreadyRead, Response } from '../../../scoring/answers.ts';
import type { ChangeScore } from '../../../scoring/changes.ts';
import { discloseScores, listAlreadyRead } from '../../../scoring/disclose.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import type { ConceptScore, FacetScore, Reader, Scores } from '../../../scoring/scores.ts';
import { answersOf, fourFacets, makePartners, partnerId } from '../../support/small-networks.ts';

/** What one partner scored on w and x; undefined skipped it. Without either it took no part. */
type Own = { w?: number | undefined; x?: number | undefined };
interface Round {
  scored: Own[];
  /** Numbers of partners that let the coordinator look. */
  consenting: number[];
}
type Facet = keyof Own;
const facets: readonly Facet[] = ['w', 'x'];
const network: Reader = { kind: 'network' };
const coordinator: Reader = { kind: 'coordinator' };

const idsOf = (numbers: readonly number[]) => new Set(numbers.map(partnerId));
const answersIn = ({ scored }: Round): Response[] =>
  scored.map(({ w = null, x = null }, i) => answersOf(i, { w1: w, w2: w, x1: x, x2: x && 6 - x }));

/** The scores of each round, compared with the one before; `read` as the server gives it, or nothing. */
function scoreRounds(rounds: Round[], isRead = true): Scores[] {
  let read: AlreadyRead | undefined;
  return rounds.map((round, place) => {
    const before = rounds[place - 1];
    const scores = scoreNetwork({
      instrument: fourFacets,
      partners: makePartners(round.scored.length),
      responses: answersIn(round),
      ...(before && {
        previous: { instrument: fourFacets, responses: answersIn(before), ...(isRead && read && { read }) },
      }),
    });
    read = listAlreadyRead(scores, idsOf(round.consenting));
    return scores;
  });
}

/** A sum that is known: the weights of what partners scored, by 'round.facet.partner'. */
type Sum = Map<string, number>;
const key = (round: number, facet: Facet, partner: number) => `${round}.${facet}.${partner}`;

/** What a partner adds to a concept or facet; undefined when it has no score there. */
function weigh(round: number, partner: number, own: Own, id: string): [string, number][] | undefined {
  const scored = facets.filter((facet) => own[facet] !== undefined && (id === 'one' || id === facet));
  if (scored.length === 0) return undefined;
  return scored.map((facet) => [key(round, facet, partner), 1 / scored.length]);
}

/**
 * Everything that this reader can write down after reading all rounds. From ten partners on, a whole point tells a sum
 * nearly as well as all digits would, so the attack gets them all. What is shown coarsely tells no sum.
 */
function listSums(rounds: Round[], all: Scores[], reader: Reader): Sum[] {
  const sums: Sum[] = [];
  const add = (terms: [string, number][]) => sums.push(new Map(terms));
  const numbers = rounds[0]!.scored.map((_own, partner) => partner);
  for (const [place, scores] of all.entries()) {
    const { scored, consenting } = rounds[place]!;
    const shown = discloseScores(scores, { reader, consenting: idsOf(consenting) });
    for (const figure of [...shown.facets, ...shown.concepts]) {
      if (isWithheld(figure) || 'coarse' in figure) continue;
      add(numbers.flatMap((partner) => weigh(place, partner, scored[partner]!, figure.id) ?? []));
    }
    for (const [partner, figures] of shown.partners.entries()) {
      if (isWithheld(figures)) continue;
      for (const facet of facets) {
        if (scored[partner]![facet] !== undefined) add([[key(place, facet, partner), 1]]);
      }
    }
    if (!shown.change || isWithheld(shown.change)) continue;
    for (const figure of [...shown.change.facets, ...shown.change.concepts]) {
      for (const sum of listChangeSums(place, figure, rounds)) add(sum);
    }
  }
  return sums.filter((sum) => sum.size > 0);
}

function listChangeSums(place: number, figure: ChangeScore, rounds: Round[]): [string, number][][] {
  if (!('difference' in figure) || figure.coarse) return [];
  const pairs = rounds[0]!.scored.map((_own, partner) => ({
    now: weigh(place, partner, rounds[place]!.scored[partner]!, figure.id),
    before: weigh(place - 1, partner, rounds[place - 1]!.scored[partner]!, figure.id),
  }));
  const stayed = pairs.flatMap(({ now, before }) =>
    now && before ? [...now, ...before.map(([name, weight]): [string, number] => [name, -weight])] : [],
  );
  return [
    stayed,
    'mean' in figure.joiners ? pairs.flatMap(({ now, before }) => (now && !before ? now : [])) : [],
    'mean' in figure.leavers ? pairs.flatMap(({ now, before }) => (before && !now ? before : [])) : [],
  ];
}

/**
 * Four partners of whom a combination of the sums is about one or more, and about nobody else; none when there are not
 * any. What the reader was shown by name falls out.
 */
function findExposed(sums: Sum[], partners: number): number[] {
  const known = new Set(sums.filter(({ size }) => size === 1).flatMap((sum) => [...sum.keys()]));
  const names = [...new Set(sums.flatMap((sum) => [...sum.keys()]))].filter((name) => !known.has(name));
  const owners = names.map((name) => Number(name.split('.')[2]));
  const rows = reduce(sums.map((sum) => names.map((name) => sum.get(name) ?? 0)));
  return (
    choose(partners, 4).find((group) => {
      const outside = rows.map((row) => row.filter((_weight, column) => !group.includes(owners[column]!)));
      return reduce(outside).length < rows.length;
    }) ?? []
  );
}

const isZero = (weight: number) => Math.abs(weight) < 1e-9;

/** Gauss and Jordan: the rows that are independent, each with a column of its own. */
function reduce(given: number[][]): number[][] {
  const rows = given.map((row) => [...row]);
  const done: number[][] = [];
  for (let column = 0; column < (rows[0]?.length ?? 0) && rows.length > 0; column++) {
    const place = rows.findIndex((row) => !isZero(row[column]!));
    if (place < 0) continue;
    const [pivot] = rows.splice(place, 1) as [number[]];
    const first = pivot[column]!;
    const unit = pivot.map((weight) => weight / first);
    for (const row of [...rows, ...done]) {
      const times = row[column]!;
      if (times === 0) continue;
      for (let i = 0; i < row.length; i++) {
        const left = row[i]! - times * unit[i]!;
        row[i] = isZero(left) ? 0 : left;
      }
    }
    done.push(unit);
  }
  return done;
}

/** Every group of `size` of these partners: smaller ones are in them. */
function choose(partners: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: Math.max(0, partners - from) }, (_none, i) => from + i).flatMap((first) =>
    choose(partners, size - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

function attack(rounds: Round[], reader: Reader, isRead = true): number[] {
  const sums = listSums(rounds, scoreRounds(rounds, isRead), reader);
  return findExposed(sums, rounds[0]!.scored.length);
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_none, i) => from + i);
/** Of twelve partners those in the list took part, each with scores of its own. */
const roundOf = (taking: number[], consenting: number[] = [], partners = 12): Round => ({
  scored: range(0, partners).map((i) =>
    taking.includes(i) ? { w: 1 + ((i * 7) % 5), x: 1 + ((i * 3 + taking.length) % 5) } : {},
  ),
  consenting,
});

describe('what the figures of rounds tell together', () => {
  it('the attack finds one partner in a mean of twelve and a mean of eleven', () => {
    const [all, most] = [range(0, 12), range(0, 11)].map(
      (list): Sum => new Map(list.map((i) => [key(0, 'w', i), 1])),
    ) as [Sum, Sum];
    expect(findExposed([all], 12)).toEqual([]);
    expect(findExposed([all, most], 12)).toContain(11);
  });

  const scored = fc.constantFrom<Own>({ w: 2, x: 4 }, { w: 5, x: 3 }, { w: 4, x: 4 }, { w: 3 }, { x: 2 }, {});
  // A partner mostly does the same in each round, so that groups of few come about.
  const partner = fc.record({
    scored: fc.oneof(
      { weight: 3, arbitrary: fc.constant<Own>({ w: 2, x: 4 }) },
      { weight: 1, arbitrary: scored },
    ),
    stays: fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 5 }))),
    consents: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  });
  const world = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.array(partner, { minLength: 10, maxLength: 11 }));

  it.each([network, coordinator])(
    'is never about one to four partners, for $kind',
    { timeout: 60_000 },
    (reader) => {
      fc.assert(
        fc.property(world, ([count, partners]) => {
          const rounds = range(0, count).map(
            (place): Round => ({
              scored: partners.map((one) => (one.stays[place]! === 0 ? {} : one.scored)),
              consenting: range(0, partners.length).filter((i) => partners[i]!.consents[place]),
            }),
          );
          expect(attack(rounds, reader)).toEqual([]);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('one that skips a part is not what the theme and its parts leave over', () => {
    const round = roundOf(range(0, 10));
    round.scored[9] = { w: 4 };
    expect(attack([round], network)).toEqual([]);
    const [scores] = scoreRounds([round]) as [Scores];
    const shown = discloseScores(scores, { reader: network, consenting: new Set() });
    const sumOf = (figure: ConceptScore | FacetScore) => {
      if (isWithheld(figure)) throw new Error('It is shown.');
      return figure.n * figure.mean;
    };
    const solve = ({ concepts, facets: parts }: Scores) =>
      2 * sumOf(concepts[0]!) - parts.slice(0, 2).reduce((sum, part) => sum + sumOf(part), 0);
    // With the means as they are the subtraction gives the partner's score; with whole points a score next to it.
    expect(solve(scores)).toBeCloseTo(4, 9);
    const theme = shown.concepts[0]!;
    expect(theme).toMatchObject({ coarse: true, sd: { withheld: 'minimum' }, ad: { withheld: 'minimum' } });
    // Half a step of the theme alone is as much as the whole scale.
    const half = (2.5 / 100) * 4;
    expect(2 * 10 * half).toBeGreaterThanOrEqual(2);
  });

  it.each([
    [0, false],
    [1, true],
    [4, true],
    [5, false],
  ])('when %i of ten skipped a part, is the theme coarse? %s', (skipping, isCoarse) => {
    const round = roundOf(range(0, 10));
    for (const i of range(0, skipping)) round.scored[i] = { w: 3 };
    const [scores] = scoreRounds([round]) as [Scores];
    const [theme] = discloseScores(scores, { reader: network, consenting: new Set() }).concepts;
    expect('coarse' in theme!).toBe(isCoarse);
  });

  it('who stayed and is not named does not remain when joiners have a mean of their own', () => {
    // Six stay, of whom two do not consent; six join, and do not consent: hidden are eight of twelve.
    const before = roundOf(range(0, 6));
    const named = [0, 1, 2, 3];
    expect(attack([before, roundOf(range(0, 12), named)], coordinator)).toEqual([]);
    const scores = scoreRounds([before, roundOf(range(0, 12), named)])[1]!;
    const { partners } = discloseScores(scores, { reader: coordinator, consenting: idsOf(named) });
    expect(partners.every((one) => isWithheld(one))).toBe(true);
  });

  it('leavers of whom the coordinator saw most last time have no mean, and there is no difference', () => {
    const rounds = [roundOf(range(0, 12), [0, 1, 2]), roundOf(range(5, 12))];
    expect(attack(rounds, coordinator)).toEqual([]);
    // The attack works when nobody knows what was read of the first round.
    expect(attack(rounds, coordinator, false).sort()).toEqual(expect.arrayContaining([3, 4]));
  });

  it('who joined one year and left the next is not what two differences leave over', () => {
    // Five join in the second round, and leave in the third with one more.
    const rounds = [roundOf(range(0, 7), [], 12), roundOf(range(0, 12)), roundOf(range(1, 7))];
    expect(attack(rounds, network)).toEqual([]);
    expect(attack(rounds, network, false)).toContain(0);
  });
});
