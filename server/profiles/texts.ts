/** The social map and the profiles of partners. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    profiles: typeof nl;
  }
}

export const profilePageTexts = addPageTexts('profiles', { nl, en });
