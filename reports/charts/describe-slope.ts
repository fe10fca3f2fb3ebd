/**
 * Scores of one thing over the years, drawn as a slope: a column for each year, in each a mark with the band that says how
 * sure it is, and lines from mark to mark. `slope.hbs` draws one column; columns are equally wide and stand side by side.
 */
import { isWithheld, type Withheld } from '../../scoring/figure.ts';
import type { Look } from '../figures/verdict-looks.ts';
import { type BandZones, writePlace } from './describe-band.ts';

/** Of one year; all in points of the score. */
export interface SlopePoint {
  score: number;
  interval: readonly [number, number] | Withheld;
  /** Lines run only within a series, where the questions are the same. */
  series: number;
  /** What became of it since the year before. */
  look: Look | undefined;
}

/** One column. Places are percentages of it, from its top left corner. */
export interface SlopeColumn {
  /** Where scores are low and high: in the first column, as wide as all of them, so that they lie behind every line. */
  zones: { high: string; low: string; lowHeight: string; width: string } | undefined;
  /** To the mark of a later column. */
  line: { from: string; to: string; x: string; look: string } | undefined;
  point: { at: string; range: { from: string; height: string } | undefined } | undefined;
}

/** A line has the look of the change at its end; one across a year without a figure is broken. */
export function describeSlope(
  points: readonly (SlopePoint | undefined)[],
  { low, high }: BandZones,
): SlopeColumn[] {
  return points.map((point, place) => ({
    zones:
      place > 0
        ? undefined
        : {
            high: writePlace(100 - high),
            low: writePlace(100 - low),
            lowHeight: writePlace(low),
            width: `${100 * points.length}%`,
          },
    line: point && drawLine(points, point, place),
    point: point && { at: writePlace(100 - point.score), range: drawRange(point.interval) },
  }));
}

function drawLine(
  points: readonly (SlopePoint | undefined)[],
  point: SlopePoint,
  place: number,
): SlopeColumn['line'] {
  const next = points.findIndex((later, at) => at > place && later !== undefined);
  const later = points[next];
  if (!later || later.series !== point.series) return undefined;
  const isGap = next > place + 1;
  return {
    from: writePlace(100 - point.score),
    to: writePlace(100 - later.score),
    x: `${50 + 100 * (next - place)}%`,
    look: `${isGap ? 'gap ' : ''}${later.look ?? 'withheld'}`,
  };
}

function drawRange(interval: SlopePoint['interval']) {
  if (isWithheld(interval)) return undefined;
  return { from: writePlace(100 - interval[1]), height: writePlace(interval[1] - interval[0]) };
}
