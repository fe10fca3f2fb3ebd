/** An example list of partners, with made-up organisations, that a coordinator downloads and fills in. */
import { stringify } from 'csv-stringify/sync';
import type { Language } from '../../../../survey/texts.ts';
import en from './partner-template.en.json' with { type: 'json' };
import nl from './partner-template.nl.json' with { type: 'json' };

// A spreadsheet program set to Dutch splits at semicolons, because the comma is in its numbers.
const templates = { nl: { ...nl, delimiter: ';' }, en: { ...en, delimiter: ',' } };

/** The CSV, with the mark that tells Excel that it is UTF-8. */
export function writePartnerTemplate(language: Language): string {
  const { columns, rows, delimiter } = templates[language];
  return stringify([columns, ...rows], { bom: true, delimiter, record_delimiter: 'windows' });
}
