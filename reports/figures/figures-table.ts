/** The table beside a chart, which says the same: rows of figures, each cell a text. */

import { isWithheld } from '../../scoring/figure.ts';
import type { ConceptFigures, FacetFigures } from '../../scoring/scores.ts';
import type { Scale } from '../../survey/instrument.ts';
import type { Language } from '../../survey/texts.ts';
import { formatsOf, toIndex } from '../words/format-figures.ts';
import { wordTexts } from '../words/texts.ts';
import { describeInterval } from './list-figures.ts';

export interface Cell {
  text: string;
  isNumber?: boolean;
  /** How many columns it spans, when more than one. */
  span?: number;
  /** Before the text: ▲, ▼ or =, and what it looks like. */
  mark?: { sign: string; look: string };
}

export interface FiguresTable {
  caption: string;
  columns: { text: string; isNumber?: boolean }[];
  rows: { name: string; isTheme?: boolean; cells: Cell[] }[];
}

/** A point of a chart: an index with its interval, when there is one. */
export interface Point {
  index: number;
  low?: number;
  high?: number;
}

/** One canvas: rounds from left to right, or networks from top to bottom. */
export type ComparisonChart =
  | { kind: 'years'; isConcept: boolean; slots: Slot[] }
  | { kind: 'networks'; isConcept: boolean; rows: { label: string; isOther: boolean; point?: Point }[] };

export interface ComparisonCharts {
  charts: ComparisonChart[];
  /** The cut-offs as indices. */
  weak: number;
  strong: number;
  language: Language;
}

/** A round, or a year without one. Points are joined only within a series, where the questions are the same. */
export interface Slot {
  label: string;
  /** Why there is no point; shown below the label. */
  note?: string;
  point?: Point;
  series?: number;
}

/** A chart with its table, under its own heading. */
export interface Panel {
  name: string;
  isConcept: boolean;
  /** What a screen reader says instead of the chart. */
  alternative: string;
  /** Its index among the charts of the document. */
  place: number;
  table: FiguresTable;
}

export function toPoint(score: FacetFigures | ConceptFigures, scale: Scale): Point {
  if (isWithheld(score.ci)) return { index: score.index };
  const [low, high] = score.ci;
  return { index: score.index, low: toIndex(scale, low), high: toIndex(scale, high) };
}

/** Index, interval and partners; or one cell over all three that says that there are too few. */
export function listFigureCells(
  score: FacetFigures | ConceptFigures | undefined,
  scale: Scale,
  language: Language,
): Cell[] {
  if (!score) return [{ text: wordTexts(language)('words.tooFew'), span: 3 }];
  return [
    { text: formatsOf(language).index(score.index), isNumber: true },
    { text: describeInterval(score.ci, scale, language), isNumber: true },
    { text: String(score.n), isNumber: true },
  ];
}
