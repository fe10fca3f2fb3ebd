/**
 * What two rounds tell together, for `disclose-change.ts`. Four sums are behind a difference: of joiners, of those who
 * stayed, now and then, and of leavers. Both means and the difference are three equations in them, so any two of the
 * four can be found together, and each by itself when the mean of one is shown. Partners whose scores a reader knows
 * drop out of a sum; those who remain must be nobody or enough.
 */
import type { AlreadyRead } from './answers.ts';
import type { Change, ChangeGroups, ChangeScore } from './changes.ts';
import { isWithheld } from './figure.ts';
import type { Scores } from './scores.ts';
import { isNobodyOrEnough } from './withholding.ts';

export type Difference = Extract<ChangeScore, { difference: number }>;

/** The partners whose own scores a reader knows, for each round. */
interface Known {
  now: ReadonlySet<string>;
  before: ReadonlySet<string>;
}

const nobody: ReadonlySet<string> = new Set();

/** May everybody see the difference? With `apart`, the means of joiners and leavers as well? */
export function mayShow(change: Change, figure: Difference, { apart = false } = {}): boolean {
  const readers: Known[] = [
    { now: nobody, before: nobody },
    { now: nobody, before: new Set(change.read?.named) },
  ];
  return readers.every((known) => leavesSumsHidden(change, figure, known, apart));
}

/**
 * May a reader see the scores of these partners, besides the differences that everybody sees? `before`: the partners whose
 * scores of the round before it knows; left out: those that the coordinator saw.
 */
export function leavesChangeHidden(
  { change }: Scores,
  named: ReadonlySet<string>,
  before?: ReadonlySet<string>,
): boolean {
  if (!change || isWithheld(change)) return true;
  const known = { now: named, before: before ?? new Set(change.read?.named) };
  return listShown(change).every((figure) =>
    leavesSumsHidden(change, figure, known, mayShow(change, figure, { apart: true })),
  );
}

/** Who joined, by figure whose difference is shown: it may tell what they scored together. */
export function listKnownJoiners({ change }: Scores): AlreadyRead['joined'] {
  if (!change || isWithheld(change)) return {};
  return Object.fromEntries(listShown(change).map(({ id, groups }) => [id, groups?.joined ?? []]));
}

function listShown(change: Change): Difference[] {
  return [...change.facets, ...change.concepts].filter(
    (figure): figure is Difference => 'difference' in figure && mayShow(change, figure),
  );
}

function leavesSumsHidden(
  change: Change,
  { id, groups }: Difference,
  { now, before }: Known,
  apart: boolean,
): boolean {
  if (!groups) return false;
  const hide = (ids: string[], known: ReadonlySet<string>) => ids.filter((one) => !known.has(one));
  const sumsNow = [groups.joined, groups.stayed].map((ids) => hide(ids, now));
  return listSplits(groups, new Set(change.read?.joined[id])).every((split) => {
    const sums = [...sumsNow, ...split.map((ids) => hide(ids, before))];
    const together = sums.flatMap((sum, place) => sums.slice(place + 1).map((other) => [...sum, ...other]));
    return [...together, ...(apart ? sums : [])].every((ids) => isNobodyOrEnough(new Set(ids).size));
  });
}

/**
 * The partners of the round before in two groups: who stayed and who left; and when the sum of those who joined in that
 * round is known, also who joined and left or did neither, against who did one of the two.
 */
function listSplits({ stayed, left }: ChangeGroups, joined: ReadonlySet<string>): [string[], string[]][] {
  if (joined.size === 0) return [[stayed, left]];
  const [whoStayed, whoLeft] = [stayed, left].map((ids) => Map.groupBy(ids, (one) => joined.has(one))) as [
    Map<boolean, string[]>,
    Map<boolean, string[]>,
  ];
  const join = (one: string[] = [], other: string[] = []) => [...one, ...other];
  return [
    [stayed, left],
    [join(whoStayed.get(false), whoLeft.get(true)), join(whoStayed.get(true), whoLeft.get(false))],
  ];
}
