/** What the template of a comparison is given, of years or of networks. */
import type { HeadView } from '../figures/describe-round.ts';
import type { FiguresTable, Panel } from '../figures/figures-table.ts';
import type { ComparisonFrame } from './comparison-input.ts';
import type { Step } from './describe-years.ts';

export interface ComparisonPage {
  links: ComparisonFrame['links'] | undefined;
  head: ComparisonHead;
  /** What is compared, beside the name; empty when the name says it. */
  within: string;
  /** From which round to which. */
  span: string;
  question: string;
  answer: string;
  /** Undefined when there is nothing to show. */
  overview: FiguresTable | undefined;
  overviewTitle: string;
  /** How to read the overview; may be empty. */
  overviewRead: string;
  notes: readonly string[];
  /** What a next round will add; empty when it is here already. */
  later: readonly string[];
  /** These are empty when there is nothing to compare. */
  steps: readonly Step[];
  reading: readonly string[];
  themes: readonly { name: string; panels: readonly Panel[] }[];
  method: readonly string[];
  privacy: readonly string[];
}

export interface ComparisonHead {
  kind: string;
  municipality: string;
  name: string;
  /** Does the name need smaller letters? */
  isLong: boolean;
  logo: HeadView['logo'];
  /** Empty for real data. */
  madeUp: string;
  printedOn: string;
}

declare module '../document/views.ts' {
  interface Documents {
    comparison: ComparisonPage;
  }
  interface Parts {
    'figures-table': FiguresTable;
  }
}
