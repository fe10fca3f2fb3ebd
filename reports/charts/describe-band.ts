/**
 * A score as it is drawn on a line from 0 to 100: a mark, the band that says how sure it is, and where the previous
 * round stood. `band.hbs` draws it, the same on the cover, in the picture of all themes and for the conditions.
 */
import { isWithheld, type Withheld } from '../../scoring/figure.ts';
import { findCutoffs, type Instrument, type Scale } from '../../survey/instrument.ts';
import { toIndex } from '../words/format-figures.ts';

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
    ...placeZones(zones),
    range: placeRange(interval),
    earlier: earlier === undefined ? '' : writePlace(earlier),
  };
}

/** The cut-offs of this instrument, in points of the score. */
export function findZones(instrument: Instrument): BandZones {
  const { weak, strong } = findCutoffs(instrument);
  return { low: toIndex(instrument.scale, weak), high: toIndex(instrument.scale, strong) };
}

export function placeZones({ low, high }: BandZones): Pick<Band, 'low' | 'high' | 'rest'> {
  return { low: writePlace(low), high: writePlace(high), rest: writePlace(100 - high) };
}

/** Undefined when there is no interval. */
export function placeRange(interval: readonly [number, number] | Withheld): Band['range'] {
  if (isWithheld(interval)) return undefined;
  const [low, high] = interval;
  return { from: writePlace(low), width: writePlace(high - low) };
}

/** An interval of means on the answer scale, in points of the score. */
export function toPoints(
  interval: readonly [number, number] | Withheld,
  scale: Scale,
): readonly [number, number] | Withheld {
  return isWithheld(interval) ? interval : [toIndex(scale, interval[0]), toIndex(scale, interval[1])];
}

/** Where a score is on the line. */
export function writePlace(score: number): string {
  return `${Math.round(10 * Math.min(100, Math.max(0, score))) / 10}%`;
}

/** The marks with what they stand for, as the legend has them. */
export function findMark(look: BandLook): string {
  return marks[look];
}
