/** Each concept and facet of the latest questionnaire, with its score and its change in every round. */
import { findChange, type PartChange } from '../figures/describe-change.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { listParts, type Part } from '../figures/list-parts.ts';
import { isSamePart } from '../words/same-part.ts';
import { shortenName } from '../words/shorten-name.ts';
import type { YearsInput } from './comparison-input.ts';

export interface PartYear {
  input: FactsheetInput;
  score: Part['score'];
  change?: PartChange | undefined;
  /** Rounds of one series asked it in the same words. */
  series: number;
}

export interface PartYears {
  part: Part;
  years: PartYear[];
}

export function nameRound({ round }: FactsheetInput): string {
  return shortenName(round.name, 40);
}

/** The round among these that this one was compared with when it closed. */
export function findPrevious(
  rounds: readonly FactsheetInput[],
  { scores, previousRound }: FactsheetInput,
): FactsheetInput | undefined {
  if (!scores.change || !previousRound) return undefined;
  return rounds.find(({ round }) => round.name === previousRound.name);
}

/** At least one round. */
export function listPartYears({ rounds }: Pick<YearsInput, 'rounds'>): PartYears[] {
  const latest = rounds.at(-1)!;
  const listed = rounds.map(listParts);
  return listParts(latest).map((part) => {
    let series = 0;
    return {
      part,
      years: rounds.map((input, place) => {
        const earlier = rounds[place - 1];
        if (earlier && !isSamePart(input.instrument, earlier.instrument, part.id)) series += 1;
        return {
          input,
          series,
          score: listed[place]!.find(({ id, isConcept }) => id === part.id && isConcept === part.isConcept)
            ?.score,
          change: findPrevious(rounds, input) && findChange(input, part),
        };
      }),
    };
  });
}
