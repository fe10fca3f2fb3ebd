/** Accounts: signing in, people who may, and their roles. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    accounts: typeof nl;
  }
}

export const accountTexts = addPageTexts('accounts', { nl, en });
