/** Making a network from another one: what comes along and what stays. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    copies: typeof nl;
  }
}

export const copyTexts = addPageTexts('copies', { nl, en });
