/** Results for those who may read them. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    results: typeof nl;
  }
}

export const resultTexts = addPageTexts('results', { nl, en });
