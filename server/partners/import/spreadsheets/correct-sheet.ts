/** Cells that somebody corrected in the preview: fields named `cell-ROW-COLUMN` put into the sheet they came from. */
import { findHeader } from './find-header.ts';
import type { Sheet } from './sheet.ts';

/** The name of the field that corrects a cell. */
export function nameCellField(row: number, column: string): string {
  return `cell-${row}-${column}`;
}

/** The sheet with the corrections in it; fields for cells that it does not have are left alone. */
export function correctSheet(
  sheet: Sheet,
  fields: Readonly<Record<string, unknown>>,
): { sheet: Sheet; changed: boolean } {
  const titles = findHeader(sheet.rows)?.titles ?? [];
  let changed = false;
  const rows = sheet.rows.map((row) => {
    const cells = [...row.cells];
    for (const { index, column } of titles) {
      const value = fields[nameCellField(row.number, column ?? '')];
      if (typeof value !== 'string' || value === (cells[index] ?? '')) continue;
      while (cells.length < index) cells.push('');
      cells[index] = value.trim();
      changed = true;
    }
    return { ...row, cells };
  });
  return { sheet: { ...sheet, rows }, changed };
}
