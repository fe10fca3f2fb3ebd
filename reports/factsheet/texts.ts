/** The factsheet of a network, with what was agreed after an earlier round and the conditions. */
import { addReportTexts } from '../words/report-texts.ts';
import agreementsEn from './agreements.en.json' with { type: 'json' };
import agreementsNl from './agreements.nl.json' with { type: 'json' };
import conditionsEn from './conditions.en.json' with { type: 'json' };
import conditionsNl from './conditions.nl.json' with { type: 'json' };
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../words/report-texts.ts' {
  interface ReportTexts {
    factsheet: typeof nl;
    agreements: typeof agreementsNl;
    conditions: typeof conditionsNl;
  }
}

export const factsheetTexts = addReportTexts('factsheet', { nl, en });

export const agreementTexts = addReportTexts('agreements', { nl: agreementsNl, en: agreementsEn });

export const conditionTexts = addReportTexts('conditions', { nl: conditionsNl, en: conditionsEn });
