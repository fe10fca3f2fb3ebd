/** Networks: their list, the home of each and what to do next. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    networks: typeof nl;
  }
}

export const networkTexts = addPageTexts('networks', { nl, en });
