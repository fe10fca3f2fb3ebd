/** An .xlsx as a table. */
import { zipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { refuseProblems } from '../../../text/problems.ts';
import { findHeader } from './find-header.ts';
import { unpackTables } from './read-zip.ts';
import { listFilledRows, type Sheet, type SheetRow } from './sheet.ts';

interface Tab {
  name: string;
  rows: SheetRow[];
}

/**
 * Reads the tab in which we know most columns. Refuses a workbook that is damaged. One that is too much to read ends its
 * process: a cell far out makes the library fill everything before it.
 */
export async function readWorkbook(file: Uint8Array): Promise<Sheet> {
  const tabs = await readTabs(file);
  const ranked = tabs.map((tab) => ({ tab, known: findHeader(tab.rows)?.known ?? 0 }));
  const best = ranked.reduce<(typeof ranked)[number] | undefined>(
    (found, other) => (found && found.known >= other.known ? found : other),
    undefined,
  );
  if (!best) return { rows: [], cellsMayShift: false };
  const others = tabs.filter((tab) => tab !== best.tab).map(({ name }) => name);
  return { rows: best.tab.rows, cellsMayShift: false, tab: { name: best.tab.name, others } };
}

/** The tabs with something in them. */
async function readTabs(file: Uint8Array): Promise<Tab[]> {
  const tabs = await readXlsxFile(keepTables(file)).catch(refuseBroken);
  return tabs
    .map(({ sheet, data }) => ({ name: sheet, rows: listFilledRows(data.map((row) => row.map(showCell))) }))
    .filter(({ rows }) => rows.length > 0);
}

/**
 * The same workbook with its tables alone, not packed. The library believes what is before each file in the zip;
 * we believe the directory, and this leaves it nothing else to read.
 */
function keepTables(file: Uint8Array): Buffer {
  try {
    return Buffer.from(zipSync(unpackTables(file), { level: 0 }));
  } catch {
    return refuseBroken();
  }
}

/** The libraries have no one kind of error for a file that is damaged. */
function refuseBroken(): never {
  throw refuseProblems([{ where: '', code: 'brokenWorkbook' }]);
}

/** A number as it was typed, without separators; a date as 2026-10-31; of a formula what it gave when it was saved. */
function showCell(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (!(cell instanceof Date)) return String(cell);
  return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
}
