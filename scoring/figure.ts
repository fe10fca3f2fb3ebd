/** A score is a figure, or withheld with the reason: never NaN, never null. */

/**
 * minimum: too few partners (or none: that looks the same). consent: not shown to this reader. coverage: too few
 * reporters for this figure. undefined: the formula has no value on these data. improper: ω has no proper solution.
 * unsettled: the search for ω did not settle.
 */
export type Reason = 'minimum' | 'consent' | 'coverage' | 'undefined' | 'improper' | 'unsettled';

export interface Withheld {
  withheld: Reason;
}

export function isWithheld(value: unknown): value is Withheld {
  return typeof value === 'object' && value !== null && 'withheld' in value;
}

export type Interval = [low: number, high: number];
