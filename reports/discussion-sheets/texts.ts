/** The sheets for a discussion. */
import { addReportTexts } from '../words/report-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../words/report-texts.ts' {
  interface ReportTexts {
    sheets: typeof nl;
  }
}

export const sheetTexts = addReportTexts('sheets', { nl, en });
