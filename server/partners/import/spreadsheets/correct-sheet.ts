/**
 * What somebody chose in the preview, put into the sheet that it came from. A field `cell-ROW-COLUMN` is a cell typed
 * again, `accept-ROW-COLUMN` an offer that was taken, and `same-COLUMN-…` one choice for all cells with the same text.
 * What was typed in a cell itself goes before the others. `skip-ROW` and `read-ROW` say which rows are read.
 */
import { createHash } from 'node:crypto';
import { listReadTitles } from '../preview/read-titles.ts';
import { findHeader } from './find-header.ts';
import type { Sheet } from './sheet.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The name of the field that corrects a cell. */
export function nameCellField(row: number, column: string): string {
  return `cell-${row}-${column}`;
}

/** The name of the field that takes what is offered for a cell. */
export function nameAcceptField(row: number, column: string): string {
  return `accept-${row}-${column}`;
}

/** The name of the field with one choice for all cells of a column with this text. */
export function nameSameField(column: string, text: string): string {
  return `same-${column}-${createHash('sha256').update(text).digest('base64url')}`;
}

/** The name of the field that leaves out a row, or reads it after all. */
export function nameRowField(choice: 'skip' | 'read', row: number): string {
  return `${choice}-${row}`;
}

/** The sheet with the corrections in it; fields for cells that it does not have are left alone. */
export function correctSheet(sheet: Sheet, fields: Fields): { sheet: Sheet; changed: boolean } {
  const header = findHeader(sheet.rows);
  const titles = header ? listReadTitles(header) : [];
  let changed = false;
  const rows = sheet.rows.map((row) => {
    const cells = [...row.cells];
    for (const { index, column } of titles) {
      const text = cells[index] ?? '';
      const names = [
        nameCellField(row.number, column),
        nameAcceptField(row.number, column),
        ...(text === '' ? [] : [nameSameField(column, text)]),
      ];
      const value = names
        .map((name) => fields[name])
        .map((found) => (typeof found === 'string' ? found.replace(/\r\n?/gu, '\n').trim() : ''))
        .find((found) => found !== '' && found !== text);
      const isEmptied = text !== '' && fields[names[0]!] === '';
      if (value === undefined && !isEmptied) continue;
      while (cells.length < index) cells.push('');
      cells[index] = isEmptied ? '' : value!;
      changed = true;
    }
    return { ...row, cells };
  });
  return { sheet: { ...sheet, rows }, changed };
}

/** The numbers of the rows to leave out: those that were left out before, or are hidden, as far as nothing else was chosen. */
export function findUnread({ rows }: Sheet, fields: Fields, unread?: readonly number[]): Set<number> {
  const before = new Set(unread ?? rows.filter(({ isHidden }) => isHidden).map(({ number }) => number));
  const all = fields.readHidden !== undefined;
  return new Set(
    rows
      .map(({ number }) => number)
      .filter((number) =>
        before.has(number)
          ? !all && fields[nameRowField('read', number)] === undefined
          : fields[nameRowField('skip', number)] !== undefined,
      ),
  );
}
