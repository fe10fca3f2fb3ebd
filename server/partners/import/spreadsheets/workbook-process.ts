/**
 * Reads one workbook in a process of its own, which `read-workbook.ts` starts: a cell far out makes the library fill
 * everything before it, and what runs out of memory then is this process and not the server.
 */
import { zipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { unpackTables } from './read-zip.ts';
import { listFilledRows, maxRows, type SheetRow } from './sheet.ts';

/** The tabs with something in them; undefined when this workbook cannot be read. */
export type WorkbookTabs = { name: string; rows: SheetRow[] }[] | undefined;

process.once('message', (file: Uint8Array) => {
  void readTabs(Buffer.from(file)).then((tabs) => process.send!(tabs ?? null, () => process.disconnect()));
});

async function readTabs(file: Buffer): Promise<WorkbookTabs> {
  try {
    const tabs = await readXlsxFile(keepTables(file));
    return tabs
      .map(({ sheet, data }) => ({ name: sheet, rows: listFilledRows(data.map((row) => row.map(showCell))) }))
      .filter(({ rows }) => rows.length > 0)
      .map(({ name, rows }) => ({ name, rows: rows.slice(0, 2 * maxRows) }));
  } catch {
    // The library has no one kind of error for a file that is damaged.
    return undefined;
  }
}

/**
 * The same workbook with its tables alone, not packed. The library believes what is before each file in the zip;
 * we believe the directory, and this leaves it nothing else to read.
 */
function keepTables(file: Buffer): Buffer {
  return Buffer.from(zipSync(unpackTables(file), { level: 0 }));
}

/** A number as it was typed, without separators; a date as 2026-10-31; of a formula what it gave when it was saved. */
function showCell(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (!(cell instanceof Date)) return String(cell);
  return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
}
