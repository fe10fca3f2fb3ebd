/**
 * Do partners agree, and do people of one partner? The mean alone does not say: a network can agree on a low
 * score, and a mean of people who disagree describes nobody.
 */
import type { Scale } from '../survey/instrument.ts';
import type { Interval } from './figure.ts';
import { findF, findTail } from './quantiles.ts';
import { minimum, type PartnerReliability } from './scores.ts';
import type { Spread } from './spread.ts';
import { isAbove } from './tolerance.ts';

/**
 * r*wg = 1 − s²/σ², with σ² = (A² − 1)/12 the variance if all A options were equally likely.
 * 1 is full agreement, 0 as if by chance, below 0 two camps. Sources: Lindell, Brandt and
 * Whitney (1999); LeBreton and Senter (2008).
 */
export function scoreAgreement(deviation: number, scale: Scale): number {
  const options = scale.max - scale.min + 1;
  return 1 - deviation ** 2 / ((options ** 2 - 1) / 12);
}

/** The people of one partner on one score: how many, their mean, and their squared deviations from it. */
export type Group = Pick<Spread, 'n' | 'mean' | 'squares'>;

/** The analysis of variance of people by partner. */
export interface VarianceAnalysis {
  groups: number;
  /** All people. */
  n: number;
  /** Mean squares between and within the groups. */
  between: number;
  within: number;
  /** Partners with two people or more. */
  withSeveral: number;
}

/** One-way by group; undefined without two groups and a group of two. */
export function analyseVariance(groups: readonly Group[]): VarianceAnalysis | undefined {
  let n = 0;
  let sum = 0;
  let within = 0;
  let withSeveral = 0;
  for (const group of groups) {
    n += group.n;
    sum += group.n * group.mean;
    within += group.squares;
    if (group.n >= 2) withSeveral++;
  }
  if (groups.length < 2 || n <= groups.length) return undefined;
  let rest = 0;
  for (const group of groups) rest += group.n * (group.mean - sum / n);
  const mean = sum / n + rest / n;
  let between = 0;
  for (const group of groups) between += group.n * (group.mean - mean) ** 2;
  return {
    groups: groups.length,
    n,
    between: between / (groups.length - 1),
    within: within / (n - groups.length),
    withSeveral,
  };
}

/** σ̂²w, the pooled variance within partners: known from 5 partners with two people or more on that score. */
export function findWithin(analysis: VarianceAnalysis | undefined): number | undefined {
  return analysis && analysis.withSeveral >= minimum ? analysis.within : undefined;
}

/** The chance that partners differ as much as they do when only their people do: the tail of F. */
export function findChanceOfDifference({ between, within, groups, n }: VarianceAnalysis): number {
  if (!isAbove(within, 0)) return isAbove(between, 0) ? 0 : 1;
  return findTail(between / within, groups - 1, n - groups);
}

export interface Intraclass {
  icc1: number | undefined;
  icc2: number | undefined;
  icc1Ci: Interval | undefined;
  icc2Ci: Interval | undefined;
}

/**
 * ICC(1) = (MSB − MSW)/(MSB + (n̄ − 1) MSW), the share of one respondent's score that the partner explains, and
 * ICC(2) = (MSB − MSW)/MSB, how reliable the partners' means are; n̄ the mean number in a group. The 95% intervals come
 * from those of F = MSB/MSW: the lower bound is F/F(0.975), the upper one F/F(0.025). Undefined when nobody differs.
 * Sources: Bliese (2000); McGraw and Wong (1996), exact when all partners have the same number of people.
 */
export function scoreIntraclass(analysis: VarianceAnalysis | undefined): Intraclass {
  if (!analysis) return { icc1: undefined, icc2: undefined, icc1Ci: undefined, icc2Ci: undefined };
  const { between, within, groups, n } = analysis;
  const mean = n / groups;
  const whole = between + (mean - 1) * within;
  const bounds = isAbove(within, 0)
    ? ([0.975, 0.025].map((p) => between / within / findF(p, groups - 1, n - groups)) as Interval)
    : undefined;
  return {
    icc1: isAbove(whole, 0) ? (between - within) / whole : undefined,
    icc2: isAbove(between, 0) ? (between - within) / between : undefined,
    icc1Ci: bounds && (bounds.map((f) => (f - 1) / (f + mean - 1)) as Interval),
    icc2Ci: bounds && isAbove(between, 0) ? (bounds.map((f) => 1 - 1 / f) as Interval) : undefined,
  };
}

/**
 * How reliable a partner's score is: ρ_m = σ̂²b/(σ̂²b + σ̂²w/m) with σ̂²b = (MSB − MSW)/n̄, and the m that gives 0.70, which
 * is Spearman's and Brown's (1910) formula. Undefined where σ̂²w is not known or partners differ no more than people do.
 */
export function scorePartnerReliability(
  analysis: VarianceAnalysis | undefined,
): PartnerReliability | undefined {
  const within = findWithin(analysis);
  if (!analysis || within === undefined) return undefined;
  const respondents = analysis.n / analysis.groups;
  const between = (analysis.between - within) / respondents;
  if (!isAbove(between, 0)) return undefined;
  return {
    respondents,
    value: between / (between + within / respondents),
    needed: (0.7 / 0.3) * (within / between),
  };
}
