/**
 * Which partners may be in a file with answers, given the results that everybody reads. When all people of a partner
 * allow it, the file gives away the partner's own figures, and network mean × n minus those gives the others. So behind
 * every figure, the partners that the file does not give away must be none, or at least 5, and of fifteen or more 10, as
 * for the coordinator.
 * Files of several rounds name a partner alike, so who has the file of the round before takes that off as well: behind each
 * difference between two rounds too, those that neither file gives away must be nobody or at least 5.
 */
import { leavesEnoughHidden } from './disclose.ts';
import { isWithheld } from './figure.ts';
import { minimum, type Scores } from './scores.ts';
import { leavesChangeHidden } from './subtract-rounds.ts';
import { isNobodyOrEnoughOf } from './withholding.ts';

/** A partner with somebody who allows it. */
export interface Candidate {
  id: string;
  /** Everybody of this partner who sent answers allows it: the file would give away the partner's own figures. */
  isComplete: boolean;
}

/** What else a reader of the file has. */
export interface Beside {
  /** The partners behind each figure that is shown and is no facet or concept: the conditions. */
  figures?: readonly (readonly string[])[];
  /** The partners that the file of the round before gives away. */
  before?: ReadonlySet<string>;
  /** Scores of rounds that are compared with this one. */
  later?: readonly Scores[];
}

/** The partners whose own figures the file gives away, of those that are in it. */
export function listTold(
  chosen: ReadonlySet<string>,
  candidates: readonly Candidate[],
  withdrawn: readonly string[],
): Set<string> {
  const told = candidates.filter(
    ({ id, isComplete }) => isComplete && chosen.has(id) && !withdrawn.includes(id),
  );
  return new Set(told.map(({ id }) => id));
}

/**
 * The ids that may be in the file. `candidates` are in a fixed order that says nothing about them: where too few
 * partners would stay hidden, the last candidates are left out. `withdrawn`: ids of partners of which somebody withdrew
 * consent, in order of time. A withdrawal only takes away: of any two files, one is always contained in the other.
 */
export function chooseForData(
  scores: Scores,
  candidates: readonly Candidate[],
  withdrawn: readonly string[],
  { figures = [], before, later = [] }: Beside = {},
): Set<string> {
  const { coverage } = scores;
  if (isWithheld(coverage) || coverage.answered < minimum) return new Set();
  const chosen = new Set(candidates.map(({ id }) => id));
  const told = new Set(candidates.filter(({ isComplete }) => isComplete).map(({ id }) => id));
  const isSafe = () =>
    leavesEnoughHidden(scores, told) &&
    (!before || leavesChangeHidden(scores, told, before)) &&
    later.every((one) => leavesChangeHidden(one, new Set(), told)) &&
    figures.every((ids) => isNobodyOrEnoughOf(ids.filter((id) => !told.has(id)).length, ids.length));
  const leaveOut = () => {
    for (const id of [...told].reverse()) {
      if (isSafe()) return;
      told.delete(id);
      chosen.delete(id);
    }
  };
  leaveOut();
  for (const id of withdrawn) {
    // Its other people may stay: the file no longer gives this partner away.
    told.delete(id);
    leaveOut();
  }
  return chosen;
}
