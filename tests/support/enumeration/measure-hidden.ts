/**
 * Who knows the scores of some partners takes them off the figures of all. Every set of scores that the few that stay
 * hidden can have is tried, so what is found to be known is known: on the facet alone, and beside a second facet and
 * their theme, with the sets dealt out to people in every order.
 */
import { findResolution, roundMean } from '../../../scoring/resolution.ts';
import { findMean } from '../../../scoring/spread.ts';
import { type Random, seedRandom } from '../seed-random.ts';
import { nameOf } from './find-other.ts';
import { chooseScores, grids, nameSet } from './list-sets.ts';
import { drawScores, pickFrom } from './random-networks.ts';
import { type Candidate, type Shape, showCandidates } from './show-candidates.ts';
import { createSieve } from './sieve.ts';

const scale = { min: 1, max: 5 };
/** Nearly always one of so many by chance will do; else all orders are tried, or of many hidden so many. */
const byChance = { first: 1500, many: 40_000 };
const few = 8;
/** So many that passed the sieve are shown together. */
const atOnce = 4;

/** What the hidden score on both facets. */
type Pair = [number[], number[]];

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
  const steps = findResolution(count);
  // Of its own, so that the networks that are drawn do not depend on how long it is searched.
  const deal = seedRandom(1000 * count + hidden);
  let [facets, themes] = [0, 0];
  for (let network = 0; network < networks; network++) {
    const truth = drawScores(random, people, { facets: 2 }) as Pair;
    const [first, second] = truth.map(listFitting) as [number[][], number[][]];
    for (const fitting of [first, second]) if (fitting.length === 1) facets++;
    const isOther = (set: number[]) => nameSet(set) !== nameSet(truth[1].slice(-hidden));
    if (!findPair(truth, first, second.filter(isOther))) themes++;
  }
  return { facet: facets / networks / 2, withTheme: themes / networks };

  /** The sets that look the same on this facet alone. */
  function listFitting(scores: number[]): number[][] {
    const known = scores.slice(0, count - hidden);
    const sieve = createSieve([scores], shape);
    const join = (set: number[]): Candidate => [[...known, ...set]];
    return keepAlike(
      [scores],
      sets.filter((set) => sieve(join(set))),
      join,
    );
  }

  function findPair(truth: Pair, first: number[][], second: number[][]): boolean {
    const [ofFirst, ofSecond] = truth.map((scores) => scores.slice(0, count - hidden)) as Pair;
    const join = ([one, other]: Pair): Candidate => [
      [...ofFirst, ...one],
      [...ofSecond, ...other],
    ];
    const sieve = createSieve(truth, shape);
    if (second.length === 0) return false;
    if (holdsAlike(dealByChance(byChance.first))) return true;
    return holdsAlike(hidden > few ? dealByChance(byChance.many) : dealInEveryOrder());

    /** Hardly any that passes looks otherwise, so few are shown at a time. */
    function holdsAlike(pairs: Iterable<Pair>): boolean {
      const tried = new Set<string>();
      const passed: Pair[] = [];
      const isAnyAlike = () => keepAlike(truth, passed.splice(0), join).length > 0;
      for (const pair of pairs) {
        if (!sieve(join(pair))) continue;
        const name = nameOf(join(pair), shape);
        if (!tried.has(name) && passed.push(pair) === atOnce && isAnyAlike()) return true;
        tried.add(name);
      }
      return isAnyAlike();
    }

    function* dealByChance(times: number): Generator<Pair> {
      for (; times > 0; times--) yield [pickFrom(deal, first), shuffle(deal, pickFrom(deal, second))];
    }

    function* dealInEveryOrder(): Generator<Pair> {
      const mean = showMean(truth);
      for (const one of first)
        for (const other of second)
          if (showMean(join([one, other])) === mean)
            for (const order of listOrders(other)) yield [one, order];
    }
  }

  /** Those that look the same: in all that the network's result says, and in the words beside partners that are known. */
  function keepAlike<T>(truth: Candidate, some: T[], join: (one: T) => Candidate): T[] {
    return [shape, { ...shape, named }].reduce((left, seen) => {
      if (left.length === 0) return left;
      const [sees] = showCandidates([truth], seen);
      const texts = showCandidates(left.map(join), seen);
      return left.filter((_one, place) => texts[place] === sees);
    }, some);
  }

  /** It does not depend on who has which scores. */
  function showMean(candidate: Candidate): number {
    const scores = candidate.flat() as number[];
    return roundMean(findMean(scores), steps, scale);
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
