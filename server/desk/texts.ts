/** The frame of the desk, its roles and the log. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    desk: typeof nl;
  }
}

export const deskTexts = addPageTexts('desk', { nl, en });
