/** What the templates of comparisons are given, of years and of networks. */

import type { SlopeColumn } from '../charts/describe-slope.ts';
import type { BandRow } from '../charts/list-bands.ts';
import type { DocumentPart } from '../document/document-parts.ts';
import type { HeadView } from '../figures/describe-round.ts';
import type { ComparisonFrame } from './comparison-input.ts';
import type { AllFigures } from './describe-figures.ts';
import type { Matrix, NetworksView } from './describe-networks.ts';
import type { SlopesTable } from './describe-slopes.ts';
import type { ChangeSide, Step } from './describe-steps.ts';

interface ComparisonPage {
  links: ComparisonFrame['links'] | undefined;
  head: ComparisonHead;
  question: string;
  answer: string;
  /** Which rounds or networks are not here, and why. */
  notes: readonly string[];
  /** What a next round will add; empty when it is here already. */
  later: readonly string[];
  small: ComparisonSmall;
}

export interface YearsPage extends ComparisonPage {
  /** Undefined when there are not two rounds to compare. */
  compared: ComparedYears | undefined;
  /** Of a single round. */
  single: readonly BandRow[];
}

interface ComparedYears {
  parts: { cover: DocumentPart; rest: DocumentPart };
  overview: SlopesTable;
  sides: readonly ChangeSide[];
  /** The latest first. */
  steps: readonly Step[];
  themes: readonly { part: DocumentPart; name: string; slopes: SlopesTable }[];
  /** How to read the pictures. */
  reading: readonly string[];
  figures: AllFigures;
}

export interface NetworksPage extends ComparisonPage {
  /** Undefined when there is no network to show. */
  view: NetworksView | undefined;
  reading: readonly string[];
  hasOthers: boolean;
}

interface ComparisonHead {
  kind: string;
  municipality: string;
  name: string;
  /** Does the name need smaller letters? */
  isLong: boolean;
  logo: HeadView['logo'];
  /** What is compared, and from which round to which. */
  within: string;
  /** Empty for real data. */
  madeUp: string;
}

interface ComparisonSmall {
  method: readonly string[];
  privacy: readonly string[];
  printedOn: string;
  madeUp: string;
}

declare module '../document/views.ts' {
  interface Documents {
    'compared-years': YearsPage;
    'compared-networks': NetworksPage;
  }
  interface Parts {
    'comparison-head': ComparisonPage;
    'comparison-small': ComparisonSmall;
    'all-figures': AllFigures;
    matrix: Matrix;
    slope: SlopeColumn;
    slopes: SlopesTable;
    step: Step;
  }
}
