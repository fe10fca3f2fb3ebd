/**
 * CSV for spreadsheets. A cell that a spreadsheet would take for a formula gets an apostrophe in front, so that a
 * partner's name can never run something on the coordinator's computer.
 */
import { stringify } from 'csv-stringify/sync';

/** `= + - @`, also in full width, also after spaces; and a tab or return, which a spreadsheet may strip. */
const formula = /^(?:[\t\r]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/u;
const number = /^-?\d+(?:[.,]\d+)?$/;

/** Header and rows as UTF-8 text; the mark in front tells Excel that it is UTF-8. A number stands as JSON writes it. */
export function writeCsv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return stringify([header, ...rows], { bom: true, cast: { string: defuse } });
}

function defuse(cell: string): string {
  return formula.test(cell) && !number.test(cell) ? `'${cell}` : cell;
}
