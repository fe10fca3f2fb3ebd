/**
 * Who knows the scores of some partners takes them off the figures of all. Every set of scores that the few that stay
 * hidden can have is tried, so what is found to be known is known: on the facet alone, and beside a second facet and
 * their theme, with the sets dealt out to people in every order.
 */
import { findResolution, roundMean, roundSpread } from '../../../scoring/resolution.ts';
import { describeSpread, findDeviation, findMean } from '../../../scoring/spread.ts';
import type { Random } from '../seed-random.ts';
import { chooseScores, grids, nameSet } from './list-sets.ts';
import { drawScores, pickFrom } from './random-networks.ts';
import { type Candidate, type Shape, showCandidates } from './show-candidates.ts';

const scale = { min: 1, max: 5 };
/** Nearly always one of so many by chance will do; else all orders are tried, or of many hidden so many. */
const byChance = { first: 1500, many: 40_000 };
const few = 8;

interface KnownOfHidden {
  /** The share of facets of which one set fits by itself. */
  facet: number;
  /** The share of networks in which one set fits a facet beside the theme and its other facet. */
  withTheme: number;
}

/**
 * Networks of so many partners, one person each, of whom the reader knows all but `hidden`, which may be all of them. The
 * reader also sees the word that stands beside the network's score for each partner that it knows.
 */
export function measureHidden(
  random: Random,
  { count, hidden, networks }: { count: number; hidden: number; networks: number },
): KnownOfHidden {
  const people = Array.from({ length: count }, (_none, person) => person);
  const named = people.slice(0, count - hidden);
  const shape: Shape = { people, partners: 2 * count, items: 2 };
  const sets = chooseScores(grids[2], hidden);
  // Beside nobody who is known, a set looks the same in every network.
  const looks =
    named.length === 0
      ? showCandidates(
          sets.map((set) => [set]),
          shape,
        )
      : undefined;
  const steps = findResolution(count);
  let [facets, themes] = [0, 0];
  for (let network = 0; network < networks; network++) {
    const truth = drawScores(random, people, { facets: 2 }) as [number[], number[]];
    const [first, second] = truth.map(listFitting) as [number[][], number[][]];
    for (const fitting of [first, second]) if (fitting.length === 1) facets++;
    const isOther = (set: number[]) => nameSet(set) !== nameSet(truth[1].slice(-hidden));
    if (!findPair(truth, first, second.filter(isOther))) themes++;
  }
  return { facet: facets / networks / 2, withTheme: themes / networks };

  /** The sets that look the same on this facet alone. */
  function listFitting(scores: number[]): number[][] {
    if (looks) {
      const [seen] = showCandidates([[scores]], shape);
      return sets.filter((_set, place) => looks[place] === seen);
    }
    const known = scores.slice(0, count - hidden);
    return keepAlike([scores], sets, (set) => [[...known, ...set]]);
  }

  function findPair(truth: [number[], number[]], first: number[][], second: number[][]): boolean {
    const [ofFirst, ofSecond] = truth.map((scores) => scores.slice(0, count - hidden)) as [
      number[],
      number[],
    ];
    const join = ([one, other]: [number[], number[]]): Candidate => [
      [...ofFirst, ...one],
      [...ofSecond, ...other],
    ];
    if (second.length === 0) return false;
    if (tryByChance(byChance.first)) return true;
    if (hidden > few) return tryByChance(byChance.many);
    const mean = showMean(truth);
    return first.some((one) =>
      second
        .filter((other) => showMean(join([one, other])) === mean)
        .some((other) => {
          const dealt = listOrders(other).map((order): [number[], number[]] => [one, order]);
          return keepAlike(truth, dealt, join).length > 0;
        }),
    );

    function tryByChance(tries: number): boolean {
      const some = Array.from({ length: tries }, (): [number[], number[]] => [
        pickFrom(random, first),
        shuffle(random, pickFrom(random, second)),
      ]);
      return keepAlike(truth, some, join).length > 0;
    }
  }

  /**
   * Those that look the same: in mean, s and AD of the theme, which is found soonest, then in all that the network's result
   * says, and then in the words beside the partners that the reader knows.
   */
  function keepAlike<T>(truth: Candidate, some: readonly T[], join: (one: T) => Candidate): T[] {
    const spread = showSpread(truth);
    const near = some.filter((one) => showSpread(join(one)) === spread);
    return [shape, { ...shape, named }].reduce((left, seen) => {
      if (left.length === 0) return left;
      const [sees] = showCandidates([truth], seen);
      const texts = showCandidates(left.map(join), seen);
      return left.filter((_one, place) => texts[place] === sees);
    }, near);
  }

  /** It does not depend on who has which scores. */
  function showMean(candidate: Candidate): number {
    const scores = candidate.flat() as number[];
    return roundMean(findMean(scores), steps, scale);
  }

  function showSpread(candidate: Candidate): string {
    const themes = people.map(
      (person) => candidate.reduce((sum, scores) => sum + scores[person]!, 0) / candidate.length,
    );
    const spread = describeSpread(themes)!;
    const others = [findDeviation(spread)!, spread.ad].map((figure) => roundSpread(figure, steps, scale));
    return JSON.stringify([roundMean(spread.mean, steps, scale), ...others]);
  }
}

function shuffle(random: Random, scores: readonly number[]): number[] {
  const left = [...scores];
  return scores.map(() => left.splice(Math.floor(random() * left.length), 1)[0]!);
}

/** Every order of these scores, each once. */
function listOrders(scores: readonly number[]): number[][] {
  if (scores.length === 0) return [[]];
  return [...new Set(scores)].flatMap((score) => {
    const place = scores.indexOf(score);
    return listOrders(scores.toSpliced(place, 1)).map((rest) => [score, ...rest]);
  });
}
