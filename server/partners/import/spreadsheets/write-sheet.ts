/** A sheet as text that people can correct and that reads back as the same sheet, each row where it was. */
import { stringify } from 'csv-stringify/sync';
import type { Sheet } from './sheet.ts';

/** With tabs between the cells as on the clipboard, or with semicolons where a separator may be in a text. */
export function writeSheet({ rows, cellsMayShift }: Sheet): string {
  const delimiter = cellsMayShift ? ';' : '\t';
  let next = 1;
  return rows
    .map(({ number, cells }) => {
      const emptyLines = '\n'.repeat(number - next);
      next = number + 1;
      return emptyLines + stringify([cells], { delimiter });
    })
    .join('');
}
