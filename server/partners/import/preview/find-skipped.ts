/** The rows that are not part of the list: they hold nothing that is read, or are a note below it. */

import type { SheetRow } from '../spreadsheets/sheet.ts';
import type { ReadTitle } from './read-titles.ts';

export interface SkippedRows {
  /** Those with nothing that is read, those that say the header again as on each printed page, and the notes. */
  all: Set<SheetRow>;
  /** One cell alone, after an empty row, below a list in which every row says more: 'Bijgewerkt in maart'. */
  notes: Set<SheetRow>;
}

/** Which of the rows below the header are skipped. */
export function findSkipped(rows: readonly SheetRow[], titles: readonly ReadTitle[]): SkippedRows {
  const empty = new Set(rows.filter((row) => isEmpty(row, titles) || isHeader(row, titles)));
  const list = rows.filter((row) => !empty.has(row));
  const last = list.findLastIndex((row) => countCells(row) > 1);
  const gap = list.findIndex(
    ({ number }, index) => index > last && index > 0 && number - list[index - 1]!.number > 1,
  );
  const hasNotes = gap > 0 && list.slice(0, gap).every((row) => countCells(row) > 1);
  const notes = new Set(hasNotes ? list.slice(gap) : []);
  return { all: new Set([...empty, ...notes]), notes };
}

function isEmpty({ cells }: SheetRow, titles: readonly ReadTitle[]): boolean {
  return titles.every(({ index }) => (cells[index] ?? '') === '');
}

function isHeader({ cells }: SheetRow, titles: readonly ReadTitle[]): boolean {
  return titles.every(({ index, title }) => cells[index]?.toLowerCase() === title.toLowerCase());
}

function countCells({ cells }: SheetRow): number {
  return cells.filter((cell) => cell !== '').length;
}
