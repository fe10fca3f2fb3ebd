/**
 * The coordinator's list of partners, `id,name,kind,size`, as spreadsheets save it. Everything that is wrong is
 * said at once, with row and column as the spreadsheet shows them.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { checkText, tidyText } from '../check-text.ts';
import { findPartnerKind, partnerKinds } from '../partner-kinds.ts';
import { type Problem, refuseProblems } from '../problems.ts';
import type { PartnerRow } from '../queries/partners.ts';
import { decodeText } from './decode-text.ts';

const columnsByName = new Map<string, Column>([
  ['id', 'id'],
  ['name', 'name'],
  ['naam', 'name'],
  ['kind', 'kind'],
  ['soort', 'kind'],
  ['size', 'size'],
  ['omvang', 'size'],
  ['grootte', 'size'],
]);
type Column = 'id' | 'name' | 'kind' | 'size';

interface Header {
  /** Where each known column stands, and what it is called in this file. */
  places: Map<Column, { index: number; title: string }>;
  width: number;
}

/**
 * Reads the file. `kind` and `size` are left out of the rows when the file has no such column. Refuses, with all
 * problems at once, a file that is no text or no CSV, unknown, missing and double columns, and wrong cells.
 */
export function readPartners(file: Uint8Array): PartnerRow[] {
  const text = decodeText(file);
  if (text === undefined) throw refuseProblems([{ where: '', code: 'notText' }]);
  const [titles, ...rows] = parseRows(text);
  if (!titles || rows.every(isEmpty)) throw refuseProblems([{ where: '', code: 'noRows' }]);

  const problems: Problem[] = [];
  const header = readHeader(titles.map(tidyText), problems);
  const partners = rows.flatMap((cells, index) =>
    isEmpty(cells) ? [] : readRow(cells.map(tidyText), index + 2, header, problems),
  );
  problems.push(...findDoubles(partners, header));
  if (problems.length > 0) throw refuseProblems(problems);
  return partners.map(({ row: _row, ...partner }) => partner);
}

/** One list of cells per row of the spreadsheet, empty rows included: so the index is the row. */
function parseRows(text: string): string[][] {
  const options = { relax_column_count: true, relax_quotes: true };
  try {
    // The separator is the one that finds most columns in the header.
    const counts = [',', ';', '\t'].map((delimiter) => ({
      delimiter,
      columns: parse(text, { ...options, delimiter, to: 1 })[0]?.length ?? 0,
    }));
    const { delimiter } = counts.reduce((best, other) => (other.columns > best.columns ? other : best));
    return parse(text, { ...options, delimiter });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refuseProblems([{ where: { row: Number(error.records) + 1 }, code: 'brokenQuotes' }]);
  }
}

function isEmpty(cells: string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function readHeader(titles: string[], problems: Problem[]): Header {
  const places: Header['places'] = new Map();
  for (const [index, title] of titles.entries()) {
    const column = columnsByName.get(title.toLowerCase());
    if (column && places.has(column))
      problems.push({ where: { row: 1, column: title }, code: 'doubleColumn' });
    else if (column) places.set(column, { index, title });
    else if (title !== '') problems.push({ where: { row: 1, column: title }, code: 'unknownColumn' });
  }
  for (const column of ['id', 'name'] as const) {
    if (!places.has(column)) problems.push({ where: { row: 1 }, code: 'missingColumn', values: { column } });
  }
  return { places, width: titles.findLastIndex((title) => title !== '') + 1 };
}

type NumberedRow = PartnerRow & { row: number };

function readRow(cells: string[], row: number, { places, width }: Header, problems: Problem[]): NumberedRow {
  const partner: NumberedRow = { row, code: '', name: '' };
  for (const [column, { index, title }] of places) {
    problems.push(...readCell[column](partner, cells[index] ?? '', { row, column: title }));
  }
  if (cells.slice(width).some((cell) => cell !== '')) problems.push({ where: { row }, code: 'extraCell' });
  return partner;
}

/** Puts a cell into the partner, and says what is wrong with it. */
const readCell: Record<Column, (partner: NumberedRow, cell: string, where: Problem['where']) => Problem[]> = {
  id(partner, cell, where) {
    partner.code = cell;
    const problems = checkText(where, cell, { most: 50 });
    // Ids stand in addresses and in the names of form fields.
    if (problems.length > 0 || /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*$/u.test(cell)) return problems;
    return [{ where, code: 'idShape' }];
  },
  name(partner, cell, where) {
    partner.name = cell;
    return checkText(where, cell);
  },
  kind(partner, cell, where) {
    partner.kind = findPartnerKind(cell) ?? null;
    return cell === '' || partner.kind
      ? []
      : [{ where, code: 'unknownKind', values: { kinds: partnerKinds.join(', ') } }];
  },
  size(partner, cell, where) {
    partner.size = cell === '' ? null : Number(cell.replace(',', '.'));
    if (partner.size === null) return [];
    if (!/^\d+([.,]\d+)?$/.test(cell) || partner.size === 0) return [{ where, code: 'notASize' }];
    // 1.200 is twelve hundred to one and one and a fifth to another.
    return /^[1-9]\d{0,2}[.,]\d{3}$/.test(cell) ? [{ where, code: 'unclearSize' }] : [];
  },
};

/** Ids that differ in capitals only are the same to people. */
function findDoubles(partners: NumberedRow[], { places }: Header): Problem[] {
  const column = places.get('id')?.title;
  const rowsById = new Map<string, number>();
  return partners.flatMap(({ row, code }): Problem[] => {
    const id = code.toLowerCase();
    const first = rowsById.get(id);
    if (first !== undefined)
      return [{ where: { row, column }, code: 'doubleId', values: { id: code, first } }];
    if (id !== '') rowsById.set(id, row);
    return [];
  });
}
