/** A table as a spreadsheet shows it, whatever it came from: a CSV file, a workbook or the clipboard. Pure. */

export interface SheetRow {
  /** As the spreadsheet shows it: the first row is 1. */
  number: number;
  /** Trimmed; a line end within a cell is a '\n'. */
  cells: string[];
}

export interface Sheet {
  /** The rows with something in them. */
  rows: SheetRow[];
  /** Commas or semicolons are between the cells: one that belongs to a text moves all cells after it. */
  cellsMayShift: boolean;
  /** Of a workbook: the tab that was read, and the names of the others with something in them. */
  tab?: { name: string; others: string[] };
}

/** More rows than this are refused. */
export const maxRows = 10_000;

/** The rows with something in them, of all the rows from the first one on. */
export function listFilledRows(rows: readonly (readonly string[])[]): SheetRow[] {
  return rows.flatMap((row, index) => {
    const cells = row.map((cell) => cell.replace(/\r\n?/gu, '\n').trim());
    return cells.every((cell) => cell === '') ? [] : [{ number: index + 1, cells }];
  });
}
