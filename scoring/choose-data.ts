/**
 * Which partners may stand in a file with answers, beside the results that everybody reads. Of a partner whose people
 * all allow it, the file tells the partner's own figures: network mean × n minus those gives the others. So the
 * partners that the file does not tell must be none or at least 5 behind every figure, as for the coordinator.
 */
import { leavesEnoughHidden } from './disclose.ts';
import { isWithheld, minimum, type Scores } from './scores.ts';

/** A partner with somebody who allows it. */
export interface Candidate {
  id: string;
  /** Everybody of this partner who sent answers allows it: the file would tell the partner's own figures. */
  isComplete: boolean;
}

/**
 * The ids that may be in the file. `candidates` stand in a fixed order that says nothing about them: where too few
 * partners would be left untold, the last are left out. `withdrawn`: ids of partners of which somebody took it back,
 * in the order of time. Each withdrawal only takes away: of two files one is always a part of the other.
 */
export function chooseForData(
  scores: Scores,
  candidates: readonly Candidate[],
  withdrawn: readonly string[],
): Set<string> {
  const { coverage } = scores;
  if (isWithheld(coverage) || coverage.answered < minimum) return new Set();
  const chosen = new Set(candidates.map(({ id }) => id));
  const told = new Set(candidates.filter(({ isComplete }) => isComplete).map(({ id }) => id));
  const leaveOut = () => {
    for (const id of [...told].reverse()) {
      if (leavesEnoughHidden(scores, told)) return;
      told.delete(id);
      chosen.delete(id);
    }
  };
  leaveOut();
  for (const id of withdrawn) {
    // Who is left of it may stay: the file does not tell this partner any more.
    told.delete(id);
    leaveOut();
  }
  return chosen;
}
