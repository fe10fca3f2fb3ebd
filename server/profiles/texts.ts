/** The fields of a profile. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    profile: typeof nl;
  }
}

export const profileFieldTexts = addPageTexts('profile', { nl, en });
