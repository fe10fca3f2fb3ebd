/** How the documents of a municipality look: the pages on which it is set. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    looks: typeof nl;
  }
}

export const looksTexts = addPageTexts('looks', { nl, en });
