/** Shares: a result behind a link. */
import { addPageTexts } from '../../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../../text/page-texts.ts' {
  interface PageTexts {
    shares: typeof nl;
  }
}

export const shareTexts = addPageTexts('shares', { nl, en });
