/** The comments of partners that the coordinator may read. */
import { addPageTexts } from '../../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../../text/page-texts.ts' {
  interface PageTexts {
    comments: typeof nl;
  }
}

export const commentTexts = addPageTexts('comments', { nl, en });
