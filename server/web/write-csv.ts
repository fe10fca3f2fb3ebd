/**
 * A table as CSV, for people or for programs; there is no third form. What is for people opens as a table in Excel with
 * Dutch settings, and what is for programs keeps to RFC 4180.
 */
import { stringify } from 'csv-stringify/sync';

/** Titles and rows. A number is written with the decimal sign of whoever reads it; a text stays as it is. */
export interface Table {
  header: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

/** `= + - @`, also in full width, also after spaces; and a tab or return, which a spreadsheet may strip. */
const formula = /^(?:[\t\r]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/u;
const number = /^-?\d+(?:[.,]\d+)?$/;

/** A line end inside a cell is quoted, whichever it is: not only that of the rows. */
const lines = { record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const;

/** For a spreadsheet: semicolons, decimal commas, cells made harmless, and the mark that tells Excel that it is UTF-8. */
export function writeCsvForPeople({ header, rows }: Table): string {
  return stringify([header, ...rows], {
    bom: true,
    delimiter: ';',
    ...lines,
    cast: { string: defuseCell, number: (value) => String(value).replace('.', ',') },
  });
}

/** For R, SPSS and other programs: commas, decimal points, no mark, and every cell exactly as it is. */
export function writeCsvForPrograms({ header, rows }: Table): string {
  return stringify([header, ...rows], lines);
}

/**
 * What a spreadsheet would take for a formula gets an apostrophe in front, so that a partner's name can never run
 * something on the coordinator's computer.
 */
export function defuseCell(cell: string): string {
  return formula.test(cell) && !number.test(cell) ? `'${cell}` : cell;
}
