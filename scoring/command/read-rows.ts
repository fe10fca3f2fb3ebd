/** A CSV file as people and programs save it, row by row: separated by `,`, `;` or tab, with or without quotation marks. */
import { createReadStream } from 'node:fs';
import { decodeStream, NotText } from './decode-stream.ts';
import { type Columns, findColumns, fitRows, type Header } from './find-columns.ts';
import type { Problems } from './problems.ts';
import { NotCsv, splitRows } from './split-rows.ts';

/** A row's cells in the order of the columns asked for, empty where the file has none. Reused: do not keep them. */
export type ReadRow = (cells: readonly string[], row: number) => void;

/** How R writes a missing value. Other signs for it are answers that do not exist, or a code like any other. */
const missing = 'NA';

/** So many rows are looked at together before the first is read. */
const lookAhead = 100;

/**
 * Reads the file and gives each row that is not empty to `readRow`, without row names and with nothing for a missing
 * value; what is wrong goes to `problems`. With an unusable header the rows are not read: they would only repeat the
 * problem.
 */
export async function readRows(
  file: string,
  columns: Columns,
  problems: Problems,
  readRow: ReadRow,
): Promise<void> {
  let row = 0;
  let header: Header | undefined;
  let waiting: { cells: string[]; row: number }[] | undefined = [];
  const asked = [...columns.needed, ...columns.optional].map(() => '');
  const readCells = (cells: readonly string[], row: number) => {
    const { places, width, untitled, isShort, length } = header!;
    if (isShort && cells.length <= length) {
      problems.add({ where: { file, row }, code: 'missingCell' });
      return;
    }
    if (cells.length > width && cells.slice(width).some(isFilled))
      problems.add({ where: { file, row }, code: 'extraCell' });
    if (untitled.length > 0 && untitled.some((place) => isFilled(cells[place] ?? '')))
      problems.add({ where: { file, row }, code: 'untitledCell' });
    for (let i = 0; i < places.length; i++) asked[i] = cleanCell(cells[places[i]!] ?? '');
    readRow(asked, row);
  };
  const readWaiting = () => {
    if (header && waiting) {
      header = fitRows(
        header,
        waiting.map(({ cells }) => cells),
      );
      for (const { cells, row } of waiting) if (!problems.isFull) readCells(cells, row);
    }
    waiting = undefined;
  };
  const take = (cells: string[]): boolean => {
    row++;
    if (row === 1) {
      const titles = cells.map((cell) => cell.trim());
      header = findColumns(file, titles, columns, problems);
    } else if (header && cells.some(isFilled)) {
      if (!waiting) readCells(cells, row);
      else if (waiting.push({ cells, row }) === lookAhead) readWaiting();
    }
    return header !== undefined && !problems.isFull;
  };
  try {
    await splitRows(decodeStream(createReadStream(file, { highWaterMark: 1 << 18 })), take);
    readWaiting();
    if (row === 0) problems.add({ where: { file }, code: 'noRows' });
  } catch (error) {
    readWaiting();
    problems.add(describeFailure(file, row, error));
  }
}

function isFilled(cell: string): boolean {
  return cell.trim() !== '';
}

/** Without the spaces around it, and nothing for a missing value. Nearly every cell is one sign, which is seen soonest. */
function cleanCell(cell: string): string {
  const code = cell.charCodeAt(0);
  if (cell.length === 1 && code > 32 && code < 127) return cell;
  const trimmed = cell.trim();
  return trimmed === missing ? '' : trimmed;
}

function describeFailure(file: string, row: number, error: unknown) {
  if (error instanceof NotCsv) return { where: { file, row: row + 1 }, code: 'notCsv' as const };
  if (error instanceof NotText) return { where: { file }, code: 'notText' as const };
  if (error instanceof Error && 'code' in error) {
    return { where: { file }, code: 'unreadable' as const, values: { reason: String(error.code) } };
  }
  throw error;
}
