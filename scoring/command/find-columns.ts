/** Where the columns stand that are asked for, by the titles in row 1 and by how wide the rows below it are. */
import type { Problems } from './problems.ts';

/** The columns that a file must have, and those that it may have. */
export interface Columns {
  needed: readonly string[];
  optional: readonly string[];
}

/** What row 1 says of the rows below it. */
export interface Header {
  /** How many cells row 1 has. */
  length: number;
  /** Of each column that is asked for, -1 where the file has none. */
  places: readonly number[];
  /** Up to the last title; behind it a row has nothing. */
  width: number;
  /** Columns without a title, in which a row has nothing. The first is none of them: row names stand there. */
  untitled: readonly number[];
  /** Rows begin with a name, and row 1 with the title behind it. */
  isShort: boolean;
}

/** What pandas calls a column of row names when it reads one. */
const unnamed = 'Unnamed: 0';

/** Undefined when columns are missing, unknown or twice there, which is noted in `problems`. */
export function findColumns(
  file: string,
  row: readonly string[],
  { needed, optional }: Columns,
  problems: Problems,
): Header | undefined {
  const before = problems.list.length;
  const names = [...needed, ...optional];
  const known = new Set(names);
  const seen = new Set<string>();
  const titles = row[0] === unnamed && !known.has(unnamed) ? ['', ...row.slice(1)] : row;
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
  if (problems.list.length > before) return undefined;
  const width = titles.findLastIndex((title) => title !== '') + 1;
  return {
    length: titles.length,
    places: names.map((name) => titles.indexOf(name)),
    width,
    untitled: titles.flatMap((title, index) => (title === '' && index > 0 && index < width ? [index] : [])),
    isShort: false,
  };
}

/**
 * The columns as these rows have them. R's `write.table` gives row names no title: each row then has one cell more than
 * row 1. With nothing in all last cells it is no more than a separator at the end of the line.
 */
export function fitRows(header: Header, rows: readonly (readonly string[])[]): Header {
  const { length, width, places } = header;
  const isShort =
    width === length &&
    header.untitled.length === 0 &&
    places.includes(0) &&
    rows.every((cells) => cells.length === length + 1) &&
    rows.some((cells) => cells[length]!.trim() !== '');
  if (!isShort) return header;
  return {
    ...header,
    places: places.map((place) => (place < 0 ? place : place + 1)),
    width: width + 1,
    isShort,
  };
}
