/**
 * A score as it is drawn on a line from 0 to 100: a mark, the band that says how sure it is, and where the previous
 * round stood. `band.hbs` draws it, the same on the cover, in the picture of all themes and for the conditions.
 */
import { isWithheld, type Withheld } from '../../scoring/figure.ts';

/** The shape says the same as the colour: dark and filled is strong, open is weak. */
const marks = {
  strong: 'M-5.5 0A5.5 5.5 0 1 1 5.5 0A5.5 5.5 0 1 1-5.5 0Z',
  attention: 'M0-6.5 6.5 0 0 6.5-6.5 0Z',
  weak: 'M-5-5H5V5H-5Z',
  unequal: 'M0-6.5 6.5 5H-6.5Z',
  theme: 'M-2-8H2V8H-2Z',
};

export type BandLook = keyof typeof marks;

/** Up to where a score is low and from where it is high, in points. */
export interface BandZones {
  low: number;
  high: number;
}

/** Places are percentages of the line, as SVG takes them. */
export interface Band {
  look: BandLook;
  /** The outline of the mark around 0,0. */
  mark: string;
  at: string;
  low: string;
  high: string;
  /** From `high` to the end of the line. */
  rest: string;
  /** The interval; missing when there is none. */
  range: { from: string; width: string } | undefined;
  /** Where the previous round stood; empty when that is not known. */
  earlier: string;
}

interface Drawn {
  look: BandLook;
  score: number;
  interval: readonly [number, number] | Withheld;
  earlier?: number | undefined;
  zones: BandZones;
}

/** All of it in points of the score. */
export function describeBand({ look, score, interval, earlier, zones }: Drawn): Band {
  return {
    look,
    mark: marks[look],
    at: writePlace(score),
    low: writePlace(zones.low),
    high: writePlace(zones.high),
    rest: writePlace(100 - zones.high),
    range: isWithheld(interval)
      ? undefined
      : { from: writePlace(interval[0]), width: writePlace(interval[1] - interval[0]) },
    earlier: earlier === undefined ? '' : writePlace(earlier),
  };
}

function writePlace(score: number): string {
  return `${Math.round(10 * Math.min(100, Math.max(0, score))) / 10}%`;
}

/** The marks with what they stand for, as the legend has them. */
export function findMark(look: BandLook): string {
  return marks[look];
}
