/** What the templates of the factsheet are given. */
import type { Chart } from '../charts/build-chart.ts';
import type { Parts, WithheldView } from '../document/views.ts';
import type { ChangeView } from '../figures/describe-change.ts';
import type { ConclusionView } from '../figures/describe-conclusion.ts';
import type { HeadView } from '../figures/describe-round.ts';
import type { FigureRow } from '../figures/list-figures.ts';
import type { AdviceView } from './describe-advice.ts';
import type { AgreementsView } from './describe-agreements.ts';
import type { ConditionsView } from './describe-conditions.ts';
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
  coverage: string;
  /** How to read the result for that coverage. */
  reading: string;
  respondents: string;
  facts: readonly { figure: string; label: string }[];
  /** Undefined when withheld. */
  map: Parts['map'] | undefined;
  concepts: readonly ConceptView[];
  chart: Chart;
  verdicts: readonly string[];
  conditions: ConditionsView | undefined;
  conclusion: ConclusionView;
  advice: AdviceView;
  agreements: AgreementsView | undefined;
  change: FactsheetChange | undefined;
  figures: readonly FigureRow[];
  /** Does the table of figures have columns for the previous round? */
  isCompared: boolean;
}

interface FactsheetChange extends ChangeView {
  /** Does the change of each theme and its facets have a block, where there is room for it? */
  hasBlocks: boolean;
}

export type FactsheetPage = WithheldFactsheet | ShownFactsheet;

declare module '../document/views.ts' {
  interface Documents {
    factsheet: FactsheetPage;
  }
  interface Parts {
    advice: AdviceView;
    agreements: AgreementsView;
    change: FactsheetChange;
    concept: ConceptView;
    conditions: ConditionsView;
    cover: FactsheetPage;
    facet: FacetView & { mark: string };
    figures: { rows: readonly FigureRow[]; isCompared: boolean };
    glance: Pick<ShownFactsheet, 'concepts' | 'chart' | 'verdicts'>;
  }
}
