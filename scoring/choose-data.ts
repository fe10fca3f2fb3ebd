/**
 * Which partners may be in a file with answers, given the results that everybody reads. When all people of a partner
 * allow it, the file gives away the partner's own figures, and network mean × n minus those gives the others. So behind
 * every figure, the partners that the file does not give away must be none, or at least 5, and of fifteen or more 10, as
 * for the coordinator.
 * Files of several rounds name a partner alike, so who has a file of the round before takes that off as well: behind each
 * difference between two rounds too, those that neither file gives away must be nobody or at least 5. That holds beside
 * every file of the round before that there has been, for a withdrawal reaches nobody's copy.
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
  /** The partners that the file of the round before gave away at each moment: somebody may have kept any of those files. */
  before?: readonly ReadonlySet<string>[];
  /** Scores of rounds that are compared with this one. */
  later?: readonly Scores[];
}

/** What a file holds at one moment. */
export interface Chosen {
  /** The partners that may be in it. */
  chosen: ReadonlySet<string>;
  /** Those whose own figures it gives away. */
  told: ReadonlySet<string>;
}

/**
 * What may be in the file at each moment. `candidates` are in a fixed order that says nothing about them: where too few
 * partners would stay hidden, the last candidates are left out. `moments`: for the closing and for each later time that
 * somebody in any round of the network withdrew consent, the ids of the partners of this round for which they did. A
 * withdrawal in whatever round only takes away: of any two files, one is always contained in the other.
 */
export function chooseForData(
  scores: Scores,
  candidates: readonly Candidate[],
  moments: readonly (readonly string[])[],
  { figures = [], before, later = [] }: Beside = {},
): Chosen[] {
  const { coverage } = scores;
  if (isWithheld(coverage) || coverage.answered < minimum)
    return moments.map(() => ({ chosen: new Set(), told: new Set() }));
  const chosen = new Set(candidates.map(({ id }) => id));
  const told = new Set(candidates.filter(({ isComplete }) => isComplete).map(({ id }) => id));
  return moments.map((withdrawn, moment) => {
    const kept = before?.slice(0, moment + 1) ?? [];
    const isSafe = () =>
      leavesEnoughHidden(scores, told) &&
      kept.every((known) => leavesChangeHidden(scores, told, known)) &&
      later.every((one) => leavesChangeHidden(one, new Set(), told)) &&
      figures.every((ids) => isNobodyOrEnoughOf(ids.filter((id) => !told.has(id)).length, ids.length));
    // Its other people may stay: the file no longer gives this partner away.
    for (const id of withdrawn) told.delete(id);
    for (const id of [...told].reverse()) {
      if (isSafe()) break;
      told.delete(id);
      chosen.delete(id);
    }
    return { chosen: new Set(chosen), told: new Set(told) };
  });
}
