/** What people who answer are told about privacy, and the form with which a coordinator says it. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    privacy: typeof nl;
  }
}

export const privacyTexts = addPageTexts('privacy', { nl, en });
