/** What stands on every page, the first page and the description of the API. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    pages: typeof nl;
  }
}

export const webTexts = addPageTexts('pages', { nl, en });
