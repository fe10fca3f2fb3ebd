/** An example list of partners, with made-up organisations, that a coordinator downloads and fills in. */
import type { Language } from '../../../../survey/texts.ts';
import { type Table, writeCsvForPeople } from '../../../web/write-csv.ts';
import en from './partner-template.en.json' with { type: 'json' };
import nl from './partner-template.nl.json' with { type: 'json' };

const templates = { nl, en };

/** Its titles and rows. */
export function findPartnerTemplate(language: Language): Table {
  const { columns, rows } = templates[language];
  return { header: columns, rows };
}

/** The same as it is downloaded. */
export function writePartnerTemplate(language: Language): string {
  return writeCsvForPeople(findPartnerTemplate(language));
}
