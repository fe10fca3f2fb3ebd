/** What the preview of a list says, in short. */
import { expect } from 'vitest';
import { readPartnerSheet } from '../../server/partners/import/preview/read-partner-sheet.ts';
import { readSpreadsheet } from '../../server/partners/import/spreadsheets/read-spreadsheet.ts';
import { readText } from '../../server/partners/import/spreadsheets/read-text.ts';
import { refuseProblems } from '../../server/text/problems.ts';

export function preview(
  source: Buffer | string,
  stored: Parameters<typeof readPartnerSheet>[1]['stored'] = [],
) {
  return readPartnerSheet(Buffer.isBuffer(source) ? readSpreadsheet(source) : readText(source), { stored });
}

export type Preview = ReturnType<typeof preview>;

export function listCodes(found: Preview['problems']): string[] {
  return found.map(({ where, code }) =>
    typeof where === 'string' ? code : `${where.row} ${where.column ?? '-'} ${code}`,
  );
}

/** The names of what would be stored. */
export function listNames({ partners, problems }: Preview): string[] {
  expect(refuseProblems(problems).faults('nl')).toEqual([]);
  return partners!.map(({ name }) => name);
}

export function say(found: Preview['problems']): string {
  return refuseProblems(found)
    .faults('nl')
    .map(({ sentence }) => sentence)
    .join(' ');
}

export const header = ['id', 'organisatie', 'soort', 'omvang', 'contactpersoon', 'e-mail'];
export const linde = ['l', 'Buurthuis De Linde', 'welzijn', 12, 'Ans Mulder', 'ans@linde.example'];
