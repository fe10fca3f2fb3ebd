/**
 * What may be shown of who did not answer. Readers of a result do not know who answered: behind each count are nobody or
 * five, in it and outside it. Part of `disclose.ts`, which explains the rules.
 */
import type { Nonresponse, Outcomes } from './count-nonresponse.ts';
import type { Withheld } from './figure.ts';
import { minimum } from './scores.ts';
import { isNobodyOrEnough, tooFew } from './withholding.ts';

interface DisclosedOutcomes {
  of: number;
  /** Complete and partial together: AAPOR's RR2 is answered / of. */
  answered: number;
  /** RR1 is complete / of. */
  complete: number | Withheld;
}

export interface DisclosedNonresponse {
  partners: DisclosedOutcomes;
  people: DisclosedOutcomes & { brokenOff: number | Withheld };
  /** Kinds with 5 partners that answered. */
  kinds: { kind: string | null; of: number; answered: number }[];
  /** Shares of all statements put to the people who answered, in steps of 0.05. */
  unknown: number;
  open: number;
  /** Share of the people who answered half or more, in steps of 0.05. */
  sameAnswer: number | Withheld;
}

/** For everybody with the result of the network; withheld below the minimum of partners. */
export function discloseNonresponse(counts: Nonresponse): DisclosedNonresponse | Withheld {
  const { partners, people, kinds, statements, sameAnswer } = counts;
  if (partners.complete + partners.partial < minimum) return tooFew;
  const silent = people.of - people.complete - people.partial - people.brokenOff;
  return {
    partners: discloseOutcomes(partners),
    people: {
      ...discloseOutcomes(people),
      brokenOff: isShown(people.brokenOff, silent) ? people.brokenOff : tooFew,
    },
    kinds: chooseKinds(kinds),
    unknown: toTwentieths(statements.unknown, statements.of),
    open: toTwentieths(statements.open, statements.of),
    sameAnswer: isShown(sameAnswer.people, sameAnswer.of - sameAnswer.people)
      ? toTwentieths(sameAnswer.people, sameAnswer.of)
      : tooFew,
  };
}

function discloseOutcomes({ of, complete, partial }: Outcomes): DisclosedOutcomes {
  return { of, answered: complete + partial, complete: isShown(complete, partial) ? complete : tooFew };
}

/** At least 5 of one sort, and nobody or 5 of the other: nobody looks like too few. */
function isShown(count: number, others: number): boolean {
  return count >= minimum && isNobodyOrEnough(others);
}

/**
 * Kinds of which 5 partners answered. What they leave of all partners that answered is known by subtraction: 5, or
 * nobody else was asked; else the smallest of them goes too.
 */
function chooseKinds(kinds: Nonresponse['kinds']): DisclosedNonresponse['kinds'] {
  const shown = kinds
    .filter(({ answered }) => answered >= minimum)
    .sort((a, b) => b.answered - a.answered || b.of - a.of);
  const isSafe = () => {
    const others = kinds.filter((kind) => !shown.includes(kind));
    return others.length === 0 || others.reduce((sum, { answered }) => sum + answered, 0) >= minimum;
  };
  while (shown.length > 0 && !isSafe()) shown.pop();
  return shown;
}

function toTwentieths(count: number, of: number): number {
  return of === 0 ? 0 : Math.round((20 * count) / of) / 20;
}
