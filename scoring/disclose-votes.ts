/**
 * What may be shown of the votes of a choosing: the one place that adds them up. Shown once, from the closing, so that
 * no sum before a vote can be laid beside one after it; and only from five voters of five partners, else not even how
 * many there were. Known ways to find out what somebody chose, and what is done about them:
 * - All chose the same: a sum of everybody tells what each of them chose, and a sum of nobody what none did. So a sum
 *   of all or all but one is 'at least all but one', and one of nobody or one voter is 'at most one'.
 * - Who is erased after the closing does not change what is shown: the difference would be that person's vote.
 * - What remains: a voter knows its own choice, and four who tell each other theirs know that of the fifth.
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
  const partners = new Set(cast.map(({ partner }) => partner)).size;
  if (voters < minimum || partners < minimum) return tooFew;
  const sums = facets.map((facet): VoteSum => {
    const votes = cast.filter((ballot) => ballot.facets.includes(facet)).length;
    if (votes <= 1) return { facet, votes: 1, bound: 'atMost' };
    if (votes >= voters - 1) return { facet, votes: voters - 1, bound: 'atLeast' };
    return { facet, votes };
  });
  return { voters, sums: sums.sort((a, b) => b.votes - a.votes) };
}
