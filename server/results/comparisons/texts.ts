/** Comparisons of networks and years. */
import { addPageTexts } from '../../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../../text/page-texts.ts' {
  interface PageTexts {
    comparisons: typeof nl;
  }
}

export const comparisonTexts = addPageTexts('comparisons', { nl, en });
