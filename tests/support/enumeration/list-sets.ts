/** All sets of partner scores, by what they look like: whoever reads a result finds here what fits it. */
import {
  type Candidate,
  type Shape,
  showCandidates,
  showConditions,
  showExactly,
} from './show-candidates.ts';

/** What partners with one person each can score on two statements, and on one. */
export const grids = { 2: [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5], 1: [1, 2, 3, 4, 5] } as const;

/** What is read: a facet or condition as it is shown, or a facet with all digits, as proof that the search finds. */
export type Kind = 'facet' | 'condition' | 'exact';
const looks = { facet: showCandidates, condition: showConditions, exact: showExactly };

const letters = 'abcdefghi';

/** Scores in order, each as a letter: a set as a key. */
export function nameSet(scores: readonly number[]): string {
  return scores
    .map((score) => letters[2 * score - 2])
    .sort()
    .join('');
}

/** Every set of so many partners, one person each, in groups that look the same. */
export function listSets(count: number, shape: Omit<Shape, 'people'>, kind: Kind): string[][] {
  const people = Array.from({ length: count }, (_none, person) => person);
  const all = chooseScores(grids[shape.items], count);
  const texts = looks[kind](
    all.map((scores): Candidate => [scores]),
    { ...shape, people },
  );
  const alike = Map.groupBy(all.keys(), (place) => texts[place]!);
  return [...alike.values()].map((places) => places.map((place) => nameSet(all[place]!)));
}

export function chooseScores(grid: readonly number[], count: number, from = 0): number[][] {
  if (count === 0) return [[]];
  return grid.flatMap((score, place) =>
    place < from ? [] : chooseScores(grid, count - 1, place).map((rest) => [score, ...rest]),
  );
}

/** Of those sets, the ones that hold these scores. */
export function keepWith(sets: readonly string[], known: readonly number[]): string[] {
  return sets.filter((set) => {
    const left = [...set];
    return [...nameSet(known)].every((letter) => {
      const place = left.indexOf(letter);
      if (place >= 0) left.splice(place, 1);
      return place >= 0;
    });
  });
}
