/** A score with its interval, in points from 0 to 100, as a chart takes it. */
import { isWithheld } from '../../scoring/figure.ts';
import type { ConceptFigures, FacetFigures } from '../../scoring/scores.ts';
import type { Scale } from '../../survey/instrument.ts';
import { toIndex } from '../words/format-figures.ts';

interface Point {
  index: number;
  /** Missing when there is no interval. */
  low?: number;
  high?: number;
}

export function toPoint(score: FacetFigures | ConceptFigures, scale: Scale): Point {
  if (isWithheld(score.ci)) return { index: score.index };
  const [low, high] = score.ci;
  return { index: score.index, low: toIndex(scale, low), high: toIndex(scale, high) };
}
