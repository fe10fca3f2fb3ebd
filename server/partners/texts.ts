/** Partners, their people, and lists of both. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    partners: typeof nl;
  }
}

export const partnerTexts = addPageTexts('partners', { nl, en });
