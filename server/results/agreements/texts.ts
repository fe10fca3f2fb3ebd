/** Agreements, and the network's own recommendations. */
import { addPageTexts } from '../../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../../text/page-texts.ts' {
  interface PageTexts {
    agreements: typeof nl;
  }
}

export const agreementTexts = addPageTexts('agreements', { nl, en });
