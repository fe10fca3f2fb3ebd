/** The mirrors of a round. */
import { addPageTexts } from '../../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../../text/page-texts.ts' {
  interface PageTexts {
    mirrors: typeof nl;
  }
}

export const mirrorTexts = addPageTexts('mirrors', { nl, en });
