/** The mirror of a partner. */
import { addReportTexts } from '../words/report-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../words/report-texts.ts' {
  interface ReportTexts {
    mirror: typeof nl;
  }
}

export const mirrorTexts = addReportTexts('mirror', { nl, en });
