/**
 * The class of a facet: the first that fits. Strengths and weaknesses are listed side by side and never
 * cancel out. The cut-offs are conventions of the field, not norms; they belong to the instrument.
 */
import { findCutoffs, type Instrument } from '../survey/instrument.ts';
import { findDivision } from './score-partners.ts';
import type { Certainty, FacetClass, Interval } from './scores.ts';
import type { Spread } from './spread.ts';
import { isAbove, isBelow } from './tolerance.ts';

/**
 * Classifies the partners' means of one facet. A class is `likely` when its interval reaches over a cut-off
 * that would change it, or when there is no interval at all; `unequal` is always `clear`.
 */
export function classifyFacet(
  instrument: Instrument,
  means: readonly number[],
  spread: Spread,
  interval: Interval | undefined,
): { class: FacetClass; certainty: Certainty } {
  const { weak, strong } = findCutoffs(instrument);
  const low = means.filter((mean) => isBelow(mean, weak)).length;
  const high = means.filter((mean) => !isBelow(mean, strong)).length;
  const fewLow = low <= Math.max(1, Math.floor(spread.n / 10));
  const name = (mean: number): FacetClass => {
    if (isBelow(mean, weak)) return 'weak';
    if (isAbove(spread.ad, findDivision(instrument.scale)) && low >= 2 && high >= 2) return 'unequal';
    return !isBelow(mean, strong) && fewLow ? 'strong' : 'attention';
  };
  const found = name(spread.mean);
  const clear = found === 'unequal' || interval?.every((bound) => name(bound) === found);
  return { class: found, certainty: clear ? 'clear' : 'likely' };
}
