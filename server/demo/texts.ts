/** The door of the example. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    demo: typeof nl;
  }
}

export const demoTexts = addPageTexts('demo', { nl, en });
