/** Bringing the result to who answered, and choosing together what to work on. */
import { addPageTexts } from '../../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../../text/page-texts.ts' {
  interface PageTexts {
    choosing: typeof nl;
  }
}

export const choosingTexts = addPageTexts('choosing', { nl, en });
