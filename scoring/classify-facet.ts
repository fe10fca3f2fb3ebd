/**
 * The class of a facet: the first that fits. Strengths and weaknesses are listed side by side and never
 * cancel out. The cut-offs are conventions of the field, not norms; they belong to the instrument.
 */
import { findCutoffs, type Instrument, type Scale } from '../survey/instrument.ts';
import { findChanceOfDifference, findWithin, type VarianceAnalysis } from './agreement.ts';
import type { Interval } from './figure.ts';
import { findChiSquare } from './quantiles.ts';
import { findDivision } from './score-partners.ts';
import type { Certainty, FacetClass } from './scores.ts';
import { findDeviation, type Spread } from './spread.ts';
import { isAbove, isBelow } from './tolerance.ts';

/**
 * Classifies the partners' means of one facet. A class is `likely` when its interval reaches over a cut-off that would
 * change it, or when there is no interval at all. `unequal` is `clear` when chance alone seldom gives that spread.
 */
export function classifyFacet(
  instrument: Instrument,
  means: readonly number[],
  spread: Spread,
  { interval, analysis }: { interval: Interval | undefined; analysis: VarianceAnalysis | undefined },
): { class: FacetClass; certainty: Certainty } {
  const { weak, strong } = findCutoffs(instrument);
  const low = means.filter((mean) => isBelow(mean, weak)).length;
  const high = means.filter((mean) => !isBelow(mean, strong)).length;
  const fewLow = low <= Math.max(1, Math.floor(spread.n / 10));
  const camp = Math.max(2, spread.n / 4);
  const isSplit = isAbove(spread.ad, findSplit(instrument.scale)) && low >= camp && high >= camp;
  const name = (mean: number): FacetClass => {
    if (isBelow(mean, weak)) return 'weak';
    if (isSplit) return 'unequal';
    return !isBelow(mean, strong) && fewLow ? 'strong' : 'attention';
  };
  // How many partners lie low is chance too, so it makes nothing sure: a bound is named by itself alone.
  const nameByMean = (mean: number): FacetClass =>
    isBelow(mean, weak) ? 'weak' : isBelow(mean, strong) ? 'attention' : 'strong';
  const found = name(spread.mean);
  const isClear =
    found === 'unequal'
      ? isSpreadSure(spread, analysis, instrument.scale)
      : interval?.every((bound) => nameByMean(bound) === found);
  return { class: found, certainty: isClear ? 'clear' : 'likely' };
}

/** The average deviation above which partners may be called unequal: a fifth of the options, 1.0 on 1 to 5. */
function findSplit({ min, max }: Scale): number {
  return (max - min + 1) / 5;
}

/**
 * The variance within partners is known: else nobody can tell partners that differ from people that differ. The lower bound
 * of s at 99%, s√((n − 1)/χ²(0.99; n − 1)), lies above A/6; and partners differ more than their people do (F test, p < 0.01).
 */
function isSpreadSure(spread: Spread, analysis: VarianceAnalysis | undefined, scale: Scale): boolean {
  const deviation = findDeviation(spread);
  if (deviation === undefined) return false;
  const freedom = spread.n - 1;
  const bound = deviation * Math.sqrt(freedom / findChiSquare(0.99, freedom));
  const isKnown = findWithin(analysis) !== undefined;
  return isKnown && isAbove(bound, findDivision(scale)) && findChanceOfDifference(analysis!) < 0.01;
}
