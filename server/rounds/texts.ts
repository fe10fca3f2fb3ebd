/** Rounds, with invitations, letters and reminders. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    rounds: typeof nl;
  }
}

export const roundTexts = addPageTexts('rounds', { nl, en });
