/**
 * The one tolerance of all cut-offs, and of 0 for a variance. A mean of halves and thirds that is 3 on paper may
 * come out as 2.9999999999999996 in floating point, and nobody should be called weak for that. Two figures that
 * differ by less than 1e-9 are the same figure: far above rounding (1e-15), far below any difference that matters to
 * people.
 */
export const tolerance = 1e-9;

/** Is the figure below the cut-off, and not on it? */
export function isBelow(figure: number, cutoff: number): boolean {
  return figure < cutoff - tolerance;
}

/** Is the figure above the cut-off, and not on it? */
export function isAbove(figure: number, cutoff: number): boolean {
  return figure > cutoff + tolerance;
}
