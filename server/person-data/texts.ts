/** What people may ask about their own data, and what the clean-up does. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    personData: typeof nl;
  }
}

export const personDataTexts = addPageTexts('personData', { nl, en });
