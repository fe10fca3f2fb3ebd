/**
 * A partner's own score beside the network's, on a line from 0 to 100: a filled sign and an open one with a bar between
 * them, and the interval of the network as a band. The words stand in the same row, so that the drawing adds nothing
 * that cannot be read.
 */
import { isWithheld } from '../../scoring/figure.ts';
import { findCutoffs, type Instrument } from '../../survey/instrument.ts';
import type { ComparedPart } from '../figures/compare-partner.ts';
import { formatsOf, toIndex } from '../words/format-figures.ts';

/** In units of the drawing. */
const width = 300;

/** Where the signs are, from 0 to `width`; undefined where a score is withheld. */
export interface DumbbellView {
  own: number | undefined;
  network: number | undefined;
  band: { from: number; width: number } | undefined;
  /** Is there a bar between the two? */
  isJoined: boolean;
}

/** The line above all dumbbells: its ends and the two cut-offs. */
export interface AxisView {
  ticks: { at: number; label: string; anchor: 'start' | 'middle' | 'end' }[];
  weak: number;
  /** Where what is strong begins, and how wide that is. */
  strong: { from: number; width: number };
}

export function drawDumbbell({ own, score }: ComparedPart, { scale }: Instrument): DumbbellView {
  const interval =
    score && !isWithheld(score.ci) ? score.ci.map((bound) => place(toIndex(scale, bound))) : [];
  const [from, to] = interval as [number?, number?];
  return {
    own: own === undefined ? undefined : place(own),
    network: score && place(score.index),
    band: from === undefined || to === undefined ? undefined : { from, width: round(to - from) },
    isJoined: own !== undefined && score !== undefined,
  };
}

export function drawAxis(instrument: Instrument): AxisView {
  const { index } = formatsOf('nl');
  const { weak, strong } = findCutoffs(instrument);
  const [weakAt, strongAt] = [weak, strong].map((cutoff) => toIndex(instrument.scale, cutoff)) as [
    number,
    number,
  ];
  return {
    ticks: [0, weakAt, strongAt, 100].map((value) => ({
      at: place(value),
      label: index(value),
      anchor: value === 0 ? 'start' : value === 100 ? 'end' : 'middle',
    })),
    weak: place(weakAt),
    strong: { from: place(strongAt), width: round(width - place(strongAt)) },
  };
}

function place(index: number): number {
  return round((index * width) / 100);
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
