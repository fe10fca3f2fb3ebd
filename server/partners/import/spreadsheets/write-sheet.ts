/** A sheet as text that people can correct and that reads back as the same sheet, each row where it was. */
import { stringify } from 'csv-stringify/sync';
import type { Sheet } from './sheet.ts';

/** With tabs between the cells as on the clipboard, or with semicolons where a separator may be in a text. */
export function writeSheet({ rows, cellsMayShift }: Sheet): string {
  const lines: string[][] = [];
  for (const { number, cells } of rows) lines[number - 1] = cells;
  return stringify(
    Array.from(lines, (cells) => cells ?? ['']),
    { delimiter: cellsMayShift ? ';' : '\t' },
  );
}
