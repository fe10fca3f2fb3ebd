/**
 * What stands on slides: one description, from which both the page (`render-slides.ts`) and the file to edit
 * (`pptx/write-pptx.ts`) are made.
 */
import type { FacetClass } from '../../scoring/scores.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import type { Look } from '../figures/verdict-looks.ts';
import type { MapView } from '../map/draw-map.ts';
import type { DrawingView } from '../map/draw-placed.ts';

export type SlideName =
  | 'answer'
  | 'withheld'
  | 'participants'
  | 'map'
  | 'themes'
  | 'parts'
  | 'strengths'
  | 'weaknesses'
  | 'change'
  | 'agreements'
  | 'votes'
  | 'choices';

/** The factsheet of the network, and what came out of the choosing where those who look may know it. */
export interface SlidesInput extends FactsheetInput {
  /** In words: how many chose, and each point with how often; most votes first. */
  votes?: { voters: string; points: { name: string; count: string }[] } | undefined;
}

export interface Slide {
  name: SlideName;
  title: string;
  blocks: Block[];
  /** What to say with it: a sentence or two each. */
  notes: string[];
}

/** `lead` is the largest; a `warning` has a frame. */
export type TextLook = 'question' | 'lead' | 'plain' | 'note' | 'warning';

export type Block =
  | { kind: 'text'; look: TextLook; text: string }
  | { kind: 'facts'; facts: { figure: string; label: string }[] }
  | { kind: 'bullets'; items: string[] }
  | SlideChart
  | SlideMap
  | SlideTable
  | { kind: 'choices'; choices: Choice[] };

/** Scores from 0 to 100: the themes, or the parts by theme. */
export interface SlideChart {
  kind: 'chart';
  groups: { name: string; rows: ChartRow[] }[];
  /** The cut-offs as scores. */
  weak: number;
  strong: number;
  /** All that it shows, in words. */
  alternative: string;
  /** What the figures are called. */
  name: string;
  /** What the signs mean; empty when no row has one. */
  signs: { class: FacetClass; name: string }[];
  /** What the mark of the previous round is called; empty when no row has one. */
  previous: string;
}

export interface ChartRow {
  name: string;
  /** Missing when withheld; an interval can be missing beside a score. */
  score?: { value: number; text: string; low?: number; high?: number; class?: FacetClass };
  /** Where the previous round stood: a mark, as on the factsheet, and no figure. Undefined when it is not known or not shown. */
  previous?: number | undefined;
  /** The class in words; empty for a theme, and without a score. */
  verdict: string;
  /** In place of a score that is withheld. */
  withheld: string;
  /** How it changed since the previous round; missing without a change that is worth a sign. */
  change?: { look: Look; sign: string; mark: string };
}

export interface SlideMap {
  kind: 'map';
  /** The drawing for a wide screen, and what the map says besides. */
  drawing: DrawingView;
  kinds: MapView['kinds'];
  alternative: string;
  sentences: string[];
  /** How to read it. */
  note: string;
}

export interface SlideTable {
  kind: 'table';
  /** What it is, for who cannot see where it stands. */
  caption: string;
  columns: string[];
  rows: TableRow[];
}

export interface TableRow {
  /** Stands before the name: of the class of a part, of a change, or of how an agreement stands. */
  sign: string;
  look: FacetClass | Look | 'done' | 'open' | 'late';
  name: string;
  /** What it means, where there is room. */
  sentence?: string;
  /** As many as there are columns after the first. */
  cells: string[];
}

/** A point to choose, with what can be done about it. */
export interface Choice {
  about: string;
  verdict: string;
  action: string;
  firstStep: string;
  who: string;
}
