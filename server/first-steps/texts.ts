/** The first steps of each role. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    firstSteps: typeof nl;
  }
}

export const firstStepTexts = addPageTexts('firstSteps', { nl, en });
