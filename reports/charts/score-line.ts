/**
 * Scores as signs on a line from 0 to 100, drawn with the page itself: a sign for a score, a band for its interval. The
 * figures stand beside the line in words, so that the drawing adds nothing that cannot be read.
 */
import { isWithheld, type Withheld } from '../../scoring/figure.ts';
import { findCutoffs, type Instrument, type Scale } from '../../survey/instrument.ts';
import { formatsOf, toIndex } from '../words/format-figures.ts';

/** In units of the drawing. */
const width = 300;

export interface Band {
  from: number;
  width: number;
}

/** The line itself: its ends, and where scores are weak and strong. */
export interface LineView {
  ticks: { at: number; label: string; anchor: 'start' | 'middle' | 'end' }[];
  weak: number;
  strong: Band;
}

export function drawLine(instrument: Instrument): LineView {
  const cutoffs = findCutoffs(instrument);
  const weak = toIndex(instrument.scale, cutoffs.weak);
  const strong = toIndex(instrument.scale, cutoffs.strong);
  return {
    ticks: [0, weak, strong, 100].map((value) => ({
      at: placeScore(value),
      label: formatsOf('nl').index(value),
      anchor: value === 0 ? 'start' : value === 100 ? 'end' : 'middle',
    })),
    weak: placeScore(weak),
    strong: { from: placeScore(strong), width: round(width - placeScore(strong)) },
  };
}

/** Where a score from 0 to 100 is on the line. */
export function placeScore(score: number): number {
  return round((score * width) / 100);
}

/** The interval of a mean on the answer scale; undefined when it is withheld. */
export function placeBand(interval: readonly [number, number] | Withheld, scale: Scale): Band | undefined {
  if (isWithheld(interval)) return undefined;
  const [from, to] = interval.map((bound) => placeScore(toIndex(scale, bound))) as [number, number];
  return { from, width: round(to - from) };
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
