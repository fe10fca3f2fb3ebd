/** What the templates of the factsheet are given. */
import type { Band } from '../charts/describe-band.ts';
import type { BandRow } from '../charts/list-bands.ts';
import type { LegendMark } from '../charts/list-marks.ts';
import type { Parts, WithheldView } from '../document/views.ts';
import type { ChangeView } from '../figures/describe-change.ts';
import type { ConclusionView } from '../figures/describe-conclusion.ts';
import type { HeadView } from '../figures/describe-round.ts';
import type { FigureRow } from '../figures/list-figures.ts';
import type { AdviceView } from './describe-advice.ts';
import type { AgreementsView } from './describe-agreements.ts';
import type { ConditionsView } from './describe-conditions.ts';
import type { CoverView, Point } from './describe-cover.ts';
import type { ConceptView, FacetView } from './list-concepts.ts';
import type { FactsheetParts } from './list-factsheet-parts.ts';

interface FactsheetFrame {
  head: HeadView;
  question: string;
  answer: string;
  /** Whom the round asked, and what. */
  asked: string;
  contact: ContactView;
  privacy: readonly string[];
  method: readonly string[];
}

/** Who held the round, and where readers can ask. */
export interface ContactView {
  sender: string;
  ask: string;
  /** The words of the network, which may hold an address. */
  where: string;
}

/** The single page of a network in which too few partners answered. */
interface WithheldFactsheet extends FactsheetFrame {
  withheld: WithheldView;
}

interface ShownFactsheet extends FactsheetFrame {
  withheld: undefined;
  parts: FactsheetParts;
  cover: CoverView;
  /** Who took part, in sentences. */
  who: readonly string[];
  /** Undefined when withheld. */
  map: Parts['map'] | undefined;
  /** The same as slides; undefined where the reader can't open them. */
  slides: string | undefined;
  /** Where the charts are as pictures to save; undefined where the reader can't. */
  pictures: Record<'themes' | 'parts', string | undefined>;
  bands: readonly BandRow[];
  marks: readonly LegendMark[];
  verdicts: readonly string[];
  concepts: readonly ConceptView[];
  conditions: Parts['conditions'] | undefined;
  conclusion: ConclusionView;
  /** Undefined when nothing can be concluded. */
  advice: AdviceView | undefined;
  agreements: AgreementsView | undefined;
  change: ChangeView | undefined;
  figures: readonly FigureRow[];
  /** Does the table of figures have columns for the previous round? */
  isCompared: boolean;
  /** Who answered and who did not, in small print. */
  answering: readonly string[];
  /** Where the themes come from. */
  origin: string;
}

export type FactsheetPage = WithheldFactsheet | ShownFactsheet;

declare module '../document/views.ts' {
  interface Documents {
    factsheet: FactsheetPage;
  }
  interface Parts {
    advice: AdviceView;
    agreements: AgreementsView;
    band: Band;
    bands: { caption: string; label: string; rows: readonly BandRow[]; hasVerdicts: boolean };
    change: ChangeView;
    concept: ConceptView;
    conclusion: ConclusionView;
    conditions: ConditionsView & { picture: string | undefined };
    cover: ShownFactsheet;
    facet: FacetView & { mark: string };
    figures: { rows: readonly FigureRow[]; isCompared: boolean };
    points: { points: readonly Point[] };
    'save-picture': { picture: string; what: string };
    themes: Pick<ShownFactsheet, 'bands' | 'marks' | 'verdicts'> & { picture: string | undefined };
    'too-few': WithheldFactsheet;
  }
}
