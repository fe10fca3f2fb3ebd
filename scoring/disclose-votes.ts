/**
 * What may be shown of the votes of a choosing: the one place that adds them up. Shown once, from the closing, so that
 * no sum before a vote can be laid beside one after it; and only from five voters of five partners, else not even how
 * many there were. Known ways to find out what somebody chose, and what is done about them:
 * - All chose the same: a sum of everybody tells what each of them chose, and a sum of nobody what none did. So a sum
 *   of all or all but one is 'at least all but one', and one of nobody or one voter is 'at most one'.
 * - Three choices each is the end: where the sums use up all of them, nobody can have chosen the rest. Then the fewest are
 *   taken together, as 'at most' so many, until one choice more would fit.
 * - Who is erased after the closing does not change what is shown: the difference would be that person's vote.
 * - What remains: a voter knows its own choice. Who alone chose a point, or alone did not, may see that of all others, and
 *   four who tell each other theirs know that of the fifth.
 */
import type { Withheld } from './figure.ts';
import { type FacetClass, minimum } from './scores.ts';
import { tooFew } from './withholding.ts';

/** How many points somebody chooses at most. */
export const maxChoices = 3;

/** A point to choose, with how the network does on it; null where that is not shown. */
export interface ChoosableFacet {
  id: string;
  class: FacetClass | null;
}

/** The choice of one person. */
export interface Ballot {
  /** The partner it answered for. */
  partner: string;
  facets: readonly string[];
}

/** Without `bound` it is exact. */
export interface VoteSum {
  facet: string;
  votes: number;
  bound?: 'atLeast' | 'atMost';
}

export type ChoosingOutcome =
  | {
      voters: number;
      /** Most votes first; what is equal in the order of the points. */
      sums: VoteSum[];
    }
  | Withheld;

/** Who chose nothing is no voter. */
export function discloseVotes(ballots: readonly Ballot[], facets: readonly string[]): ChoosingOutcome {
  const cast = ballots.filter((ballot) => ballot.facets.length > 0);
  const voters = cast.length;
  // Of five partners, so that there are five voters as well.
  if (new Set(cast.map(({ partner }) => partner)).size < minimum) return tooFew;
  const counts = facets.map((facet) => ({
    facet,
    votes: cast.filter((ballot) => ballot.facets.includes(facet)).length,
  }));
  let sums = showSums(counts, voters, 1);
  for (let few = 2; isUsedUp(sums, voters); few++) sums = showSums(counts, voters, few);
  return { voters, sums: sums.sort((a, b) => b.votes - a.votes) };
}

function showSums(counts: readonly VoteSum[], voters: number, few: number): VoteSum[] {
  return counts.map(({ facet, votes }) => {
    if (votes <= few) return { facet, votes: few, bound: 'atMost' };
    if (votes >= voters - 1) return { facet, votes: voters - 1, bound: 'atLeast' };
    return { facet, votes };
  });
}

/** Do the sums by themselves take all choices that there are, so that the rest can have none? */
function isUsedUp(sums: readonly VoteSum[], voters: number): boolean {
  const [rest, counted] = [true, false].map((isRest) =>
    sums.filter(({ bound }) => (bound === 'atMost') === isRest),
  ) as [VoteSum[], VoteSum[]];
  const least = counted.reduce((all, { votes }) => all + votes, 0);
  return rest.length > 0 && least >= maxChoices * voters;
}
