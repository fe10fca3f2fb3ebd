/** The meeting in which a result is discussed. */
import { addPageTexts } from '../../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../../text/page-texts.ts' {
  interface PageTexts {
    meeting: typeof nl;
  }
}

export const meetingTexts = addPageTexts('meeting', { nl, en });
