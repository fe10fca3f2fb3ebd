/** What the check of the sender's domain and of the address people use says. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    checks: typeof nl;
  }
}

export const checkTexts = addPageTexts('checks', { nl, en });
