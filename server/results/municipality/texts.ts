/** The networks of a municipality in one picture. */
import { addPageTexts } from '../../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../../text/page-texts.ts' {
  interface PageTexts {
    municipality: typeof nl;
  }
}

export const municipalityTexts = addPageTexts('municipality', { nl, en });
