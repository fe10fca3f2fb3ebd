/** A table as a spreadsheet shows it, whatever it came from: a CSV file, a workbook or the clipboard. Pure. */
import { refuseProblems } from '../../../text/problems.ts';
import { sheetLimits } from '../../../web/limits.ts';

export interface SheetRow {
  /** As the spreadsheet shows it: the first row is 1. */
  number: number;
  /** Trimmed; a line end within a cell is a '\n'. */
  cells: string[];
  /** Nobody sees it in the file: it was filtered away, or hidden. */
  isHidden?: true;
}

export interface Sheet {
  /** The rows with something in them. */
  rows: SheetRow[];
  /** Commas or semicolons are between the cells: one that belongs to a text moves all cells after it. */
  cellsMayShift: boolean;
  /** Of a workbook: the tab that was read, and the names of the others with something in them. */
  tab?: { name: string; others: string[]; hidden: string[] };
  /** What stands first in each column that is hidden in a workbook and was not read. */
  hiddenColumns?: string[];
  /** Of a file whose encoding had to be guessed. */
  guess?: EncodingGuess;
}

export interface EncodingGuess {
  /** The rows that were saved in another encoding than the rest; undefined when it is the whole file. */
  rows?: number[];
  /** Something with the first sign that was guessed. */
  example: string;
}

/** Keeps the rows with something in them; refuses a table with too much in it. */
export interface RowCollector {
  /** With how many characters of the row were left out: they count among all that there is. */
  add(number: number, cells: readonly string[], row?: { isHidden: boolean; leftOut: number }): void;
  readonly rows: SheetRow[];
}

/** Somewhat more rows than are read, with what stands above the header: who reads them says that they are too many. */
const keptRows = sheetLimits.rows + 100;

/** Of Excel and LibreOffice. Text gives each row its line, so a cell far down would be a long text. */
const lastRow = 1_048_576;

export function createRowCollector(): RowCollector {
  const rows: SheetRow[] = [];
  let characters = 0;
  return {
    rows,
    add(number, row, { isHidden, leftOut } = { isHidden: false, leftOut: 0 }) {
      if (rows.length >= keptRows) return;
      const filled = row.findLastIndex((cell) => cell.trim() !== '') + 1;
      const cells = row.slice(0, sheetLimits.columns).map((cell) => cell.replace(/\r\n?/gu, '\n').trim());
      characters += cells.reduce((sum, { length }) => sum + length, leftOut);
      if (filled > 0) rows.push({ number, cells, ...(isHidden && { isHidden }) });
      const isTooFar = filled > sheetLimits.columns || (filled > 0 && number > lastRow);
      if (isTooFar || characters > sheetLimits.characters)
        throw refuseProblems([{ where: '', code: 'tooMuchInside' }]);
    },
  };
}
