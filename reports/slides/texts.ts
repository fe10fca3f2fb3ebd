/** The slides. */
import { addReportTexts } from '../words/report-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../words/report-texts.ts' {
  interface ReportTexts {
    slides: typeof nl;
  }
}

export const slideTexts = addReportTexts('slides', { nl, en });
