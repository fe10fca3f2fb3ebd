/**
 * Who knows the scores of some partners takes them off the figures of all. Of the few that stay hidden every set can be
 * listed, facet by facet; that the theme fits too is looked for among pairs of those, dealt out to people in any order.
 */
import type { Random } from '../seed-random.ts';
import { chooseScores, grids, nameSet } from './list-sets.ts';
import { drawScores, pickFrom } from './random-networks.ts';
import { type Candidate, type Shape, showCandidates } from './show-candidates.ts';

const atOnce = 150;

/**
 * The share of networks of so many partners, one person each, in which the set of the hidden on one facet is known.
 * `hidden` may be all of them.
 */
export function measureHidden(
  random: Random,
  {
    count,
    hidden,
    networks,
    tries = 40_000,
  }: { count: number; hidden: number; networks: number; tries?: number },
): number {
  const people = Array.from({ length: count }, (_none, person) => person);
  const shape: Shape = { people, partners: 2 * count, items: 2 };
  const sets = chooseScores(grids[2], hidden);
  // Beside nobody who is known, a set looks the same in every network.
  let looks: string[] | undefined;
  let known = 0;
  for (let network = 0; network < networks; network++) {
    const truth = drawScores(random, people, { facets: 2 }) as [number[], number[]];
    const told = truth.map((scores) => scores.slice(0, count - hidden)) as [number[], number[]];
    const [own] = listFitting(truth[0], told[0]);
    const others = listFitting(truth[1], told[1])[1];
    if (others.length === 0 || !findPair(own, others)) known++;

    function findPair(first: number[][], second: number[][]): boolean {
      const [seen] = showCandidates([truth], shape);
      for (let tried = 0; tried < tries; tried += atOnce) {
        const some = Array.from(
          { length: atOnce },
          (): Candidate => [
            [...told[0], ...deal(random, pickFrom(random, first))],
            [...told[1], ...deal(random, pickFrom(random, second))],
          ],
        );
        if (showCandidates(some, shape).includes(seen!)) return true;
      }
      return false;
    }
  }
  return known / networks;

  function showBeside(told: number[]): string[] {
    return showCandidates(
      sets.map((set): Candidate => [[...told, ...set]]),
      shape,
    );
  }

  /** The sets that look the same on this facet alone, and of those the ones that are not the truth. */
  function listFitting(scores: number[], told: number[]): [fitting: number[][], others: number[][]] {
    looks ??= told.length === 0 ? showBeside([]) : undefined;
    const texts = looks ?? showBeside(told);
    const [seen] = showCandidates([[scores]], shape);
    const fitting = sets.filter((_set, place) => texts[place] === seen);
    const truth = nameSet(scores.slice(told.length));
    return [fitting, fitting.filter((set) => nameSet(set) !== truth)];
  }
}

function deal(random: Random, scores: readonly number[]): number[] {
  const left = [...scores];
  return scores.map(() => left.splice(Math.floor(random() * left.length), 1)[0]!);
}
