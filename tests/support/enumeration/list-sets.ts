/** All sets of partner scores, by what they look like: whoever reads a result finds here what fits it. */
import { type Candidate, type Shape, showCandidates, showConditions } from './show-candidates.ts';

/** What partners with one person each can score on two statements, and on one. */
export const grids = { 2: [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5], 1: [1, 2, 3, 4, 5] } as const;

/** Scores in order, each as a letter: a set as a key. */
export function nameSet(scores: readonly number[]): string {
  return scores
    .map((score) => letters[2 * score - 2])
    .sort()
    .join('');
}

const letters = 'abcdefghi';

/** Sets by what is shown of them. */
export type Sets = Map<string, string[]>;

/** Every set of so many partners, one person each. */
export function listSets(
  count: number,
  shape: Omit<Shape, 'people'>,
  kind: 'facet' | 'condition' = 'facet',
): Sets {
  const people = Array.from({ length: count }, (_none, person) => person);
  const all = [...chooseScores(grids[shape.items], count)];
  const sets: Sets = new Map();
  for (let from = 0; from < all.length; from += 600) {
    const some = all.slice(from, from + 600);
    const texts = showAs(kind)(
      some.map((scores): Candidate => [scores]),
      { ...shape, people },
    );
    for (const [place, text] of texts.entries()) {
      const same = sets.get(text);
      if (same) same.push(nameSet(some[place]!));
      else sets.set(text, [nameSet(some[place]!)]);
    }
  }
  return sets;
}

export function showAs(kind: 'facet' | 'condition') {
  return kind === 'facet' ? showCandidates : showConditions;
}

export function* chooseScores(grid: readonly number[], count: number, from = 0): Generator<number[]> {
  if (count === 0) yield [];
  else
    for (let place = from; place < grid.length; place++)
      for (const rest of chooseScores(grid, count - 1, place)) yield [grid[place]!, ...rest];
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
