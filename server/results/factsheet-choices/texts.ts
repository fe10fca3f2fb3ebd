/** What the coordinator adds to a factsheet: the pages on which she writes and chooses. */
import { addPageTexts } from '../../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../../text/page-texts.ts' {
  interface PageTexts {
    factsheet: typeof nl;
  }
}

export const factsheetChoiceTexts = addPageTexts('factsheet', { nl, en });
