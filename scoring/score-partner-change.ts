/**
 * One partner's own change since the round before, per concept. One partner gives few answers, and another colleague
 * another answer, so a difference counts only when it is more than that.
 */
import { analyseVariance, findWithin, type Group } from './agreement.ts';
import type { AnswerTable } from './answer-table.ts';
import type { PartnerChange, Verdict } from './changes.ts';
import { isWithheld } from './figure.ts';
import type { PartnerMeans } from './score-partners.ts';
import { scoreReliability } from './score-reliability.ts';
import { minimum } from './scores.ts';
import { describeSpread, findDeviation } from './spread.ts';
import { isAbove, isBelow } from './tolerance.ts';

/** A partner in both rounds, on the items that they share; undefined when it was not in that one. */
export interface Pair {
  id: string;
  now: PartnerMeans | undefined;
  then: PartnerMeans | undefined;
}

/** The answers of the two rounds, on the items that they share. */
export interface SharedRounds {
  now: AnswerTable;
  before: AnswerTable;
}

/**
 * `better` or `worse` beyond 1.96 √(σ̂²w/m₁ + σ̂²w/m₂), with σ̂²w pooled over both rounds. Where it is not known, beyond
 * 1.96 s √2 √(1 − α), with s over partners and α of the earlier round, and only when the same people answered: the
 * reliable change index of Jacobson and Truax (1991), which is about one person. `pairs` are the partners of this round,
 * `gone` those of the earlier one alone.
 */
export function comparePartners(
  rounds: SharedRounds,
  pairs: readonly Pair[],
  gone: readonly Pair[],
): PartnerChange[] {
  const { concepts } = rounds.before.instrument;
  const everybody = [...pairs, ...gone];
  const errors = concepts.map((_concept, index) => describeErrors(rounds.before, everybody, index));
  return pairs.map(({ id, now, then }): PartnerChange => {
    if (!now || !then || now.respondents === 0 || then.respondents === 0) return { id, withheld: 'minimum' };
    const isSamePeople = compareNames(
      rounds.now.peopleOf(id, now.respondents),
      rounds.before.peopleOf(id, then.respondents),
    );
    const entries = concepts.map((concept, index) => {
      const [later, sooner] = [now.concepts[index], then.concepts[index]];
      if (later === undefined || sooner === undefined) return [concept.id, { withheld: 'minimum' }];
      const error = errors[index]!;
      if (error === undefined) return [concept.id, { withheld: 'minimum' }];
      const difference = later - sooner;
      const limit = 1.96 * error(countPeople(now, index), countPeople(then, index), isSamePeople);
      return [concept.id, { difference, verdict: judge(difference, limit) }];
    });
    return { id, concepts: Object.fromEntries(entries), ...(isSamePeople !== undefined && { isSamePeople }) };
  });
}

type FindError = (peopleNow: number, peopleThen: number, isSamePeople: boolean | undefined) => number;

/** The standard error of one partner's difference; infinite where nobody can tell, undefined with too few partners. */
function describeErrors(before: AnswerTable, pairs: readonly Pair[], index: number): FindError | undefined {
  const spread = describeSpread(pairs.flatMap((pair) => pair.then?.concepts[index] ?? []));
  if (!spread || spread.n < minimum) return undefined;
  const within = findSharedWithin(pairs, index);
  if (within !== undefined) return (now, sooner) => Math.sqrt(within / now + within / sooner);
  const { alpha } = scoreReliability(before, index);
  if (isWithheld(alpha)) return () => Number.POSITIVE_INFINITY;
  const error = findDeviation(spread)! * Math.SQRT2 * Math.sqrt(1 - alpha.value);
  return (_now, _before, isSamePeople) => (isSamePeople ? error : Number.POSITIVE_INFINITY);
}

/** σ̂²w over both rounds: known from 5 partners with two people or more in either. */
function findSharedWithin(pairs: readonly Pair[], index: number): number | undefined {
  const rounds = pairs.map(({ now, then }) =>
    [now, then].flatMap((means): Group | Group[] => means?.respondentConcepts[index] ?? []),
  );
  if (rounds.filter((groups) => groups.some(({ n }) => n >= 2)).length < minimum) return undefined;
  return findWithin(analyseVariance(rounds.flat()));
}

function countPeople({ respondentConcepts }: PartnerMeans, index: number): number {
  return respondentConcepts[index]?.n ?? 1;
}

function compareNames(
  now: ReadonlySet<string> | undefined,
  then: ReadonlySet<string> | undefined,
): boolean | undefined {
  return now && then && now.size === then.size && [...now].every((person) => then.has(person));
}

function judge(difference: number, limit: number): Verdict {
  if (isAbove(difference, limit)) return 'better';
  return isBelow(difference, -limit) ? 'worse' : 'no demonstrable change';
}
