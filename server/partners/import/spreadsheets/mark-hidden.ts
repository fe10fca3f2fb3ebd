/**
 * What is hidden in an .ods, which SheetJS does not read. It is marked in the workbook as the library marks it for the
 * other kinds. Source: table:visibility and table:display in part 3 of OpenDocument 1.3.
 */
import type { WorkBook, WorkSheet } from '@e965/xlsx';

interface HiddenParts {
  isHidden: boolean;
  /** Ascending. */
  rows: Span[];
  columns: Span[];
}

/** From 0; the end is the first one after it. */
interface Span {
  start: number;
  end: number;
}

/**
 * Marks the tabs, rows and columns that nobody sees. Takes the files the workbook was read from; where they are of
 * another kind it does nothing.
 */
export function markHidden(book: WorkBook, files: Readonly<Record<string, Uint8Array>>): void {
  const { 'content.xml': content, 'styles.xml': styles } = files;
  if (!content) return;
  const tables = listHidden([styles, content].map((file) => (file ? readXml(file) : '')).join(''));
  book.Workbook = {
    ...book.Workbook,
    Sheets: book.SheetNames.map((name, index) => ({ name, Hidden: tables[index]?.isHidden ? 1 : 0 })),
  };
  for (const [index, name] of book.SheetNames.entries()) {
    const [sheet, table] = [book.Sheets[name], tables[index]];
    if (sheet && table) markParts(sheet, table);
  }
}

function markParts(sheet: WorkSheet, { rows, columns }: HiddenParts): void {
  const hiddenRows: NonNullable<WorkSheet['!rows']> = [];
  let span = 0;
  // Only where something is: a tab may be hidden down to its last row.
  for (const row of Object.keys(sheet['!data'] ?? []).map(Number)) {
    while (span < rows.length && rows[span]!.end <= row) span += 1;
    if (span < rows.length && rows[span]!.start <= row) hiddenRows[row] = { hidden: true };
  }
  sheet['!rows'] = hiddenRows;
  const hiddenColumns: NonNullable<WorkSheet['!cols']> = [];
  for (const { start, end } of columns) {
    for (let column = start; column < end; column += 1) hiddenColumns[column] = { hidden: true };
  }
  sheet['!cols'] = hiddenColumns;
}

/** No spreadsheet has more columns. */
const lastColumn = 16_384;

/** Each sign of these tags is read once, as the library reads them: with any prefix and in double quotation marks. */
const tags =
  /<(?<close>\/?)(?:[^\s?><!/:"]*:)?(?<name>style|table-properties|table|table-(?:row|column)(?:-group)?)(?<attributes>(?:\s+[^<>=?"'\s]+="[^"]*")*)\s*(?<empty>\/?)>/gu;

/** What is hidden of each table, in the order in which the library gives them. */
function listHidden(xml: string): HiddenParts[] {
  const hiddenStyles = new Set<string>();
  const tables: HiddenParts[] = [];
  let style = '';
  let table: HiddenParts = { isHidden: false, rows: [], columns: [] };
  let [row, column] = [0, 0];
  // Groups within groups, each of which may be folded.
  const groups: boolean[] = [];
  for (const { groups: tag } of xml.matchAll(tags)) {
    const { close, name, attributes = '', empty } = tag!;
    const read = (attribute: string) => readAttribute(attributes, attribute);
    const repeated = (of: string) => Math.max(1, Number.parseInt(read(`number-${of}-repeated`), 10) || 1);
    const isHidden = () => ['collapse', 'filter'].includes(read('visibility')) || groups.includes(true);
    if (name === 'style' && !close) style = read('family') === 'table' ? read('name') : '';
    else if (name === 'table-properties' && !close && read('display') === 'false') hiddenStyles.add(style);
    else if (name === 'table' && close) tables.push(table);
    else if (name === 'table' && !empty) {
      const styleName = read('style-name');
      table = { isHidden: styleName !== '' && hiddenStyles.has(styleName), rows: [], columns: [] };
      [row, column, groups.length] = [0, 0, 0];
    } else if (name?.endsWith('-group') && !empty) {
      if (close) groups.pop();
      else groups.push(read('display') === 'false');
    } else if (name === 'table-row' && !close && !empty) {
      const end = row + repeated('rows');
      if (isHidden()) table.rows.push({ start: row, end });
      row = end;
    } else if (name === 'table-column' && !close) {
      const end = Math.min(column + repeated('columns'), lastColumn);
      if (isHidden()) table.columns.push({ start: column, end });
      column = end;
    }
  }
  return tables;
}

function readAttribute(attributes: string, name: string): string {
  const mark = `:${name}="`;
  const at = attributes.indexOf(mark);
  const start = at + mark.length;
  return at < 0 ? '' : attributes.slice(start, attributes.indexOf('"', start));
}

/** A sign for each byte: only names that are alike are compared. What is a comment is no table. */
function readXml(file: Uint8Array): string {
  const xml = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1');
  return xml.replace(/<!--[\s\S]*?(?:-->|$)/gu, '');
}
