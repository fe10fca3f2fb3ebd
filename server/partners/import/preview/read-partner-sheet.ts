/**
 * A list of partners and their people as coordinators have it, against what is stored. Pure, and it never refuses: it
 * shows every row with what would happen, and everything that is wrong.
 */
import type { Problem } from '../../../text/problems.ts';
import { sheetLimits } from '../../../web/limits.ts';
import { type FoundHeader, findHeader } from '../spreadsheets/find-header.ts';
import type { Sheet, SheetRow } from '../spreadsheets/sheet.ts';
import { checkHeader, listFileNotices, listNotices } from './check-header.ts';
import { compareStored } from './compare-stored.ts';
import { markDuplicates } from './find-duplicates.ts';
import { findSkipped } from './find-skipped.ts';
import { groupRows } from './group-rows.ts';
import {
  createEffects,
  type Preview,
  type PreviewRow,
  type RowState,
  type StoredPartner,
} from './preview.ts';
import { readRow, showRow } from './read-row.ts';
import { listReadTitles } from './read-titles.ts';

/**
 * The preview of storing this sheet into a network that has these partners. `unread` are the numbers of the rows to leave
 * out; without it those that nobody sees in the file.
 */
export function readPartnerSheet(
  sheet: Sheet,
  { stored, unread }: { stored: readonly StoredPartner[]; unread?: ReadonlySet<number> },
): Preview {
  const header = findHeader(sheet.rows);
  if (!header)
    return {
      ...previewRefusal({ code: sheet.rows.length === 0 ? 'noRows' : 'noHeader' }),
      notices: listFileNotices(sheet, sheet.rows),
    };
  const below = sheet.rows.slice(header.index + 1);
  if (below.length > sheetLimits.rows)
    return previewRefusal({ code: 'tooManyRows', values: { max: sheetLimits.rows } });

  const titles = listReadTitles(header);
  const isUnread = (row: SheetRow) => unread?.has(row.number) ?? row.isHidden === true;
  const skipped = findSkipped(
    below.filter((row) => !isUnread(row)),
    titles,
  );
  const rows = below.map((row) => showRow(row, titles, isUnread(row)));
  const readings = below.flatMap((row, index) =>
    skipped.all.has(row) || isUnread(row) ? [] : [readRow(rows[index]!)],
  );
  if (sheet.cellsMayShift) markExtraCells(below, rows, header);

  const groups = titles.some(({ column }) => column === 'name') ? groupRows(readings, stored) : [];
  markDuplicates(groups);
  const { partners, effects } = compareStored(groups, stored);
  const read = new Set(readings.map(({ row }) => row));
  for (const row of rows) if (read.has(row) || row.problems.length > 0) row.state = findState(row);
  const headerRow = sheet.rows[header.index]!.number;
  const problems = [...checkHeader(header, headerRow), ...rows.flatMap(listProblems)];
  if (readings.length === 0) problems.push({ where: '', code: 'noRows' });
  return {
    columns: titles.map(({ column, title }) => ({ column, title })),
    headerRow,
    rows,
    effects,
    unread: rows.filter((row) => row.unread).map(({ number }) => number),
    problems,
    warnings: rows.flatMap(({ cells }) => cells.flatMap(({ warning }) => warning ?? [])),
    notices: [...listFileNotices(sheet, below), ...listNotices(sheet, header, skipped)],
    ...(problems.length === 0 && { partners }),
  };
}

function previewRefusal(problem: Omit<Problem, 'where'>): Preview {
  const problems = [{ where: '', ...problem }];
  return {
    columns: [],
    headerRow: 0,
    rows: [],
    effects: createEffects(),
    unread: [],
    problems,
    warnings: [],
    notices: [],
  };
}

/** A cell to the right of all titles: a comma within a text has moved the cells. */
function markExtraCells(
  sheetRows: readonly SheetRow[],
  rows: readonly PreviewRow[],
  header: FoundHeader,
): void {
  const width = header.titles.at(-1)!.index + 1;
  for (const [index, row] of rows.entries()) {
    if (row.unread) continue;
    const hasMore = sheetRows[index]!.cells.slice(width).some((cell) => cell !== '');
    if (hasMore) row.problems.push({ where: { row: row.number }, code: 'extraCell' });
  }
}

function findState(row: PreviewRow): RowState {
  if (listProblems(row).length > 0) return 'wrong';
  if (row.isNewPartner || row.newPeople > 0) return 'new';
  return row.comesBack || row.cells.some(({ before }) => before !== undefined) ? 'changed' : 'same';
}

function listProblems({ cells, problems }: PreviewRow): Problem[] {
  return [...cells.flatMap(({ problem }) => problem ?? []), ...problems];
}
