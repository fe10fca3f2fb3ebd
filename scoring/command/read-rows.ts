/** A CSV file as people save it, row by row: separated by `,`, `;` or tab, with or without quotation marks. */
import { createReadStream } from 'node:fs';
import { decodeStream, NotText } from './decode-stream.ts';
import type { Problems } from './problems.ts';
import { NotCsv, splitRows } from './split-rows.ts';

/** The columns that a file must have, and those that it may have. */
export interface Columns {
  needed: readonly string[];
  optional: readonly string[];
}

/** A row's cells in the order of the columns asked for, empty where the file has none. Reused: do not keep them. */
export type ReadRow = (cells: readonly string[], row: number) => void;

/**
 * Reads the file and gives each row that is not empty to `readRow`; what is wrong goes to `problems`. With an
 * unusable header the rows are not read: they would only repeat the problem.
 */
export async function readRows(
  file: string,
  columns: Columns,
  problems: Problems,
  readRow: ReadRow,
): Promise<void> {
  const names = [...columns.needed, ...columns.optional];
  const asked = names.map(() => '');
  let row = 0;
  let places: number[] | undefined;
  let width = 0;
  const readHeader = (titles: string[]) => {
    width = titles.findLastIndex((title) => title !== '') + 1;
    places = findPlaces(file, titles, names, columns, problems);
  };
  const take = (cells: string[]): boolean => {
    row++;
    if (row === 1) readHeader(cells.map((cell) => cell.trim()));
    else if (places && cells.some((cell) => cell.trim() !== '')) {
      if (cells.slice(width).some((cell) => cell.trim() !== ''))
        problems.add({ where: { file, row }, code: 'extraCell' });
      for (let i = 0; i < places.length; i++) asked[i] = cells[places[i]!]?.trim() ?? '';
      readRow(asked, row);
    }
    return places !== undefined && !problems.isFull;
  };
  try {
    await splitRows(decodeStream(createReadStream(file, { highWaterMark: 1 << 18 })), take);
    if (row === 0) problems.add({ where: { file }, code: 'noRows' });
  } catch (error) {
    problems.add(describeFailure(file, row, error));
  }
}

function describeFailure(file: string, row: number, error: unknown) {
  if (error instanceof NotCsv) return { where: { file, row: row + 1 }, code: 'notCsv' as const };
  if (error instanceof NotText) return { where: { file }, code: 'notText' as const };
  if (error instanceof Error && 'code' in error) {
    return { where: { file }, code: 'unreadable' as const, values: { reason: String(error.code) } };
  }
  throw error;
}

function findPlaces(
  file: string,
  titles: readonly string[],
  names: readonly string[],
  { needed }: Columns,
  problems: Problems,
): number[] | undefined {
  const before = problems.list.length;
  const known = new Set(names);
  const seen = new Set<string>();
  for (const title of titles) {
    if (title === '') continue;
    const where = { file, row: 1, column: title };
    if (!known.has(title)) problems.add({ where, code: 'unknownColumn' });
    else if (seen.has(title)) problems.add({ where, code: 'doubleColumn' });
    seen.add(title);
  }
  for (const name of needed) {
    if (!seen.has(name)) problems.add({ where: { file, row: 1 }, code: 'missingColumn', values: { name } });
  }
  return problems.list.length > before ? undefined : names.map((name) => titles.indexOf(name));
}
