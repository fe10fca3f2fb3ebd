/**
 * Who did not answer, and what was left open, counted when a round closes. A mean says nothing about those who stayed
 * away. The outcomes are those of AAPOR, *Standard Definitions* (10th edition, 2023), for people who are invited by
 * name. It goes out through `disclose-nonresponse.ts`.
 */
import type { Instrument } from '../survey/instrument.ts';
import { listItems } from './answer-table.ts';
import type { Response } from './answers.ts';

/** A partner of the network with how many of its people were invited, and how many saved a page without sending. */
export interface AskedPartner {
  id: string;
  kind: string | null;
  invited: number;
  brokenOff: number;
}

/**
 * Outcomes of everybody who was asked. AAPOR's RR1 is complete / of, its RR2 (complete + partial) / of: the lowest
 * rates, in which everybody of whom nothing came back counts as somebody who could have answered.
 */
export interface Outcomes {
  of: number;
  /** At least 80% of the statements answered, 'I don't know' included. Of a partner: one such person or more. */
  complete: number;
  /** Fewer, but at least one answer on the scale: who counts in the coverage. */
  partial: number;
}

export interface Nonresponse {
  /** Of all partners in the network. */
  partners: Outcomes;
  /** Of all people who were invited; `brokenOff` began, and gave or sent no answer on the scale. */
  people: Outcomes & { brokenOff: number };
  /** Partners that answered, of each kind that there is. */
  kinds: { kind: string | null; of: number; answered: number }[];
  /** Of all statements that were put to the people who answered. */
  statements: { of: number; unknown: number; open: number };
  /** People who gave one and the same answer to all statements, of those who answered at least half of them. */
  sameAnswer: { of: number; people: number };
}

/** Counts the responses that were sent, each of a partner in the list. */
export function countNonresponse(
  instrument: Instrument,
  asked: readonly AskedPartner[],
  responses: Iterable<Response>,
): Nonresponse {
  const items = listItems(instrument).map(({ id }) => id);
  const [answered, complete] = [new Set<string>(), new Set<string>()];
  const people = {
    of: sum(asked.map(({ invited }) => invited)),
    complete: 0,
    partial: 0,
    brokenOff: sum(asked.map(({ brokenOff }) => brokenOff)),
  };
  const statements = { of: 0, unknown: 0, open: 0 };
  const sameAnswer = { of: 0, people: 0 };
  for (const { partner, answers } of responses) {
    const { given, unknown, isSame } = describeAnswers(items, answers);
    if (given === 0) {
      people.brokenOff++;
      continue;
    }
    answered.add(partner);
    if (given + unknown >= 0.8 * items.length) {
      people.complete++;
      complete.add(partner);
    } else people.partial++;
    statements.of += items.length;
    statements.unknown += unknown;
    statements.open += items.length - given - unknown;
    if (2 * given < items.length) continue;
    sameAnswer.of++;
    if (isSame) sameAnswer.people++;
  }
  return {
    partners: { of: asked.length, complete: complete.size, partial: answered.size - complete.size },
    people,
    kinds: [...Map.groupBy(asked, ({ kind }) => kind)].map(([kind, list]) => ({
      kind,
      of: list.length,
      answered: list.filter(({ id }) => answered.has(id)).length,
    })),
    statements,
    sameAnswer,
  };
}

/** How many of these items have an answer on the scale, or 'I don't know', and whether all of the former are alike. */
export function describeAnswers(
  items: readonly string[],
  answers: Response['answers'],
): { given: number; unknown: number; isSame: boolean } {
  const given = items.flatMap((item) => answers[item] ?? []);
  return {
    given: given.length,
    unknown: items.filter((item) => answers[item] === null).length,
    isSame: given.every((answer) => answer === given[0]),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
