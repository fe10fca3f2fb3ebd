/**
 * A workbook as a table: .xlsx, .xlsb, .xls and .ods, as people see it. What is hidden in it is not read without a
 * word: hidden tabs and columns are named, and a hidden row says that it is one.
 */
import { type CellObject, read, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { zipSync } from 'fflate';
import { refuseProblems } from '../../../text/problems.ts';
import { findHeader } from './find-header.ts';
import { markHidden } from './mark-hidden.ts';
import { prepareFiles } from './prepare-files.ts';
import { createRowCollector, type Sheet, type SheetRow } from './sheet.ts';
import { showNumber } from './show-number.ts';

interface Tab {
  name: string;
  isHidden: boolean;
  rows: SheetRow[];
  /** Titles or letters of columns that are hidden and have something in them. */
  hiddenColumns: string[];
}

/**
 * Reads, of the tabs that can be seen, the one in which we know most columns. Takes an .xls, or the files of any other
 * workbook. Refuses what is damaged or has a password. What is too much to read ends its process: a cell far out makes
 * the library fill everything before it.
 */
export function readWorkbook(file: Buffer | Readonly<Record<string, Uint8Array>>): Sheet {
  const book = readBook(Buffer.isBuffer(file) ? file : pack(file));
  if (!Buffer.isBuffer(file)) markHidden(book, file);
  const tabs = listTabs(book);
  const ranked = tabs
    .filter(({ isHidden }) => !isHidden)
    .map((tab) => ({ tab, known: findHeader(tab.rows)?.known ?? 0 }));
  const best = ranked.reduce<(typeof ranked)[number] | undefined>(
    (found, other) => (found && found.known >= other.known ? found : other),
    undefined,
  )?.tab;
  const others = tabs.filter((tab) => tab !== best);
  const tab = {
    name: best?.name ?? '',
    others: others.filter(({ isHidden }) => !isHidden).map(({ name }) => name),
    hidden: others.filter(({ isHidden }) => isHidden).map(({ name }) => name),
  };
  return {
    rows: best?.rows ?? [],
    cellsMayShift: false,
    tab,
    ...(best && best.hiddenColumns.length > 0 && { hiddenColumns: best.hiddenColumns }),
  };
}

/** Not packed: the library would believe what stands before each file in the zip, and we believe the directory. */
function pack(files: Readonly<Record<string, Uint8Array>>): Buffer {
  return Buffer.from(zipSync(prepareFiles(files), { level: 0 }));
}

function readBook(file: Buffer): WorkBook {
  try {
    return read(file, {
      type: 'buffer',
      dense: true,
      // Together they tell which rows and columns are hidden, and the format that a number is shown in.
      cellStyles: true,
      cellNF: true,
      // What a program says of the size of a tab is often not so.
      nodim: true,
    });
  } catch (error) {
    // The library has no kinds of error.
    const hasPassword = /password|encrypt/iu.test(String(error));
    throw refuseProblems([{ where: '', code: hasPassword ? 'passwordOnWorkbook' : 'brokenWorkbook' }]);
  }
}

/** The tabs with a table that has something in it; a chart is no table. */
function listTabs({ SheetNames, Sheets, Workbook }: WorkBook): Tab[] {
  const tabs = SheetNames.flatMap((name, index): Tab[] => {
    const sheet = Sheets[name];
    if (!sheet) throw refuseProblems([{ where: '', code: 'brokenWorkbook' }]);
    if (sheet['!type'] !== undefined && sheet['!type'] !== 'sheet') return [];
    const isHidden = (Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    return [{ name, isHidden, ...readTab(sheet) }];
  });
  return tabs.filter(({ rows }) => rows.length > 0);
}

function readTab(sheet: WorkSheet): Pick<Tab, 'rows' | 'hiddenColumns'> {
  const isHiddenColumn = (column: number) => sheet['!cols']?.[column]?.hidden === true;
  const collector = createRowCollector();
  const inHidden = new Map<number, string>();
  // Only what is there: a workbook may say of a million rows how they look.
  for (const [index, row] of Object.entries(sheet['!data'] ?? [])) {
    const cells: string[] = [];
    let leftOut = 0;
    for (const [place, cell] of Object.entries(row ?? [])) {
      const [column, text] = [Number(place), showCell(cell)];
      if (text === '') continue;
      if (isHiddenColumn(column)) {
        leftOut += text.length;
        if (!inHidden.has(column)) inHidden.set(column, text);
      } else cells[column] = text;
    }
    const isHidden = sheet['!rows']?.[Number(index)]?.hidden === true;
    collector.add(
      Number(index) + 1,
      Array.from(cells, (cell) => cell ?? ''),
      { isHidden, leftOut },
    );
  }
  return { rows: collector.rows, hiddenColumns: [...inHidden.values()] };
}

/** A cell as people see it. A formula that nobody computed stands as the formula: it is no empty cell. */
function showCell(cell: CellObject | null | undefined): string {
  if (!cell) return '';
  if (cell.f !== undefined && (cell.t === 'z' || cell.v === undefined)) return `=${cell.f}`;
  if (cell.v === undefined || cell.t === 'z') return '';
  if (cell.t !== 'n') return cell.w ?? String(cell.v);
  return showNumber(cell.v as number, String(cell.z ?? 'General'), cell.w);
}
