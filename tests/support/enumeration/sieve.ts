/**
 * Passes what may look the same as the truth: mean and interval of each facet and of their theme, and s and AD where
 * they are shown. That is a small part of what a reader sees, found with the functions of the rules themselves and on
 * numbers alone, hundreds of times as fast as through the door. What does not pass looks otherwise; what passes must
 * still go through the door, which alone proves that it looks the same.
 */
import { analyseVariance, findWithin, type Group } from '../../../scoring/agreement.ts';
import { findInterval, findStep } from '../../../scoring/interval.ts';
import { findResolution, roundMean, roundSpread, widenInterval } from '../../../scoring/resolution.ts';
import { describeSpread, findDeviation } from '../../../scoring/spread.ts';
import type { Candidate, Shape } from './show-candidates.ts';

const scale = { min: 1, max: 5 };

export type Sieve = (candidate: Candidate) => boolean;

/** For people who all have a score on each facet; anything else passes. */
export function createSieve(truth: Candidate, { people, partners, items }: Shape): Sieve {
  const colleagues = people.map((partner) => people.filter((other) => other === partner).length);
  const answered = new Set(people).size;
  const shares = colleagues.map((count) => 1 / count / answered);
  const resolution = findResolution(answered);
  const facets = truth.length;
  const step = { facet: findStep([items]), theme: findStep(truth.map(() => items)) };
  const theme = new Float64Array(people.length);
  const isComplete = (candidate: Candidate) => candidate.every((scores) => !scores.includes(undefined));

  const meanOf = (scores: ArrayLike<number>): number => {
    let mean = 0;
    for (let person = 0; person < shares.length; person++) mean += shares[person]! * scores[person]!;
    return roundMean(mean, resolution, scale);
  };
  const takeTheme = (candidate: Candidate): Float64Array => {
    for (let person = 0; person < theme.length; person++) {
      let sum = 0;
      for (let facet = 0; facet < facets; facet++) sum += candidate[facet]![person]!;
      theme[person] = sum / facets;
    }
    return theme;
  };
  const spreadOf = (scores: ArrayLike<number>, isTheme: boolean): string => {
    const groups = groupScores(scores, people);
    const spread = describeSpread(groups.map(({ mean }) => mean))!;
    const interval = findInterval(spread, {
      partners,
      respondents: groups.map(({ n }) => n),
      within: findWithin(analyseVariance(groups)),
      scale,
      step: isTheme ? step.theme : step.facet,
    })!;
    const bounds = widenInterval(interval, resolution, scale);
    if (!resolution.hasSpread) return String(bounds);
    const others = [findDeviation(spread)!, spread.ad].map((figure) =>
      roundSpread(figure, resolution, scale),
    );
    return String([bounds, others]);
  };

  if (!isComplete(truth)) return () => true;
  const means = truth.map((scores) => meanOf(scores as number[]));
  const themeMean = meanOf(takeTheme(truth));
  const spreads = truth.map((scores) => spreadOf(scores as number[], false));
  const themeSpread = spreadOf(takeTheme(truth), true);
  return (candidate) =>
    !isComplete(candidate) ||
    (candidate.every((scores, facet) => meanOf(scores as number[]) === means[facet]) &&
      meanOf(takeTheme(candidate)) === themeMean &&
      candidate.every((scores, facet) => spreadOf(scores as number[], false) === spreads[facet]) &&
      spreadOf(takeTheme(candidate), true) === themeSpread);
}

/** The scores of each partner's people. */
function groupScores(scores: ArrayLike<number>, people: readonly number[]): Group[] {
  const own = Map.groupBy(people.keys(), (person) => people[person]!);
  return [...own.values()].map((some) =>
    some.length === 1
      ? { n: 1, mean: scores[some[0]!]!, squares: 0 }
      : describeSpread(some.map((person) => scores[person]!))!,
  );
}
