/** Workbooks as programs write them, with what is hidden in them, by the writer of SheetJS. */
import { type BookType, type CellObject, CFB, utils, write } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import { writeZip } from './write-workbook.ts';

export interface TabToWrite {
  name: string;
  rows: (string | number | CellObject)[][];
  hidden?: 0 | 1 | 2;
  hiddenRows?: number[];
  hiddenColumns?: number[];
}

export function makeBook(tabs: TabToWrite[], bookType: BookType = 'xlsx'): Buffer {
  const book = utils.book_new();
  for (const { name, rows, hiddenRows = [], hiddenColumns = [] } of tabs) {
    const sheet = utils.aoa_to_sheet(rows);
    if (hiddenRows.length > 0) sheet['!rows'] = rows.map((_row, at) => ({ hidden: hiddenRows.includes(at) }));
    if (hiddenColumns.length > 0)
      sheet['!cols'] = rows[0]!.map((_cell, at) => ({ hidden: hiddenColumns.includes(at) }));
    utils.book_append_sheet(book, sheet, name);
  }
  book.Workbook = { Sheets: tabs.map(({ hidden = 0 }) => ({ Hidden: hidden })) };
  const file: Buffer = write(book, { type: 'buffer', bookType });
  // What the library does not write of these two.
  if (bookType === 'ods') return hideInOds(file, tabs);
  return bookType === 'xls' ? hideRowsInXls(file, tabs[0]!.hiddenRows ?? []) : file;
}

/** As LibreOffice writes it: a style for a hidden tab, and columns and rows that say so themselves. */
function hideInOds(file: Buffer, tabs: TabToWrite[]): Buffer {
  const files = unzipSync(file);
  const [start, ...tables] = Buffer.from(files['content.xml']!).toString().split('<table:table ');
  const written = tables.map((table, index) => {
    const { rows, hidden, hiddenRows = [], hiddenColumns = [] } = tabs[index]!;
    const columns = rows[0]!.map((_cell, at) =>
      hiddenColumns.includes(at)
        ? '<table:table-column table:visibility="collapse"/>'
        : '<table:table-column/>',
    );
    let row = -1;
    return table
      .replace(/<table:table-column [^>]*><\/table:table-column>/gu, '')
      .replace('>', `>${columns.join('')}`)
      .replaceAll('<table:table-row', () => {
        row += 1;
        return `<table:table-row${hiddenRows.includes(row) ? ' table:visibility="filter"' : ''}`;
      })
      .replace('table:style-name="ta1"', hidden ? 'table:style-name="ta2"' : '$&');
  });
  const style =
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>';
  const content = [start!.replace('<style:style ', `${style}$&`), ...written].join('<table:table ');
  return writeZip({ ...files, 'content.xml': Buffer.from(content) });
}

/** With a record for each hidden row of the first tab (MS-XLS 2.4.221); a book with hidden rows has one tab here. */
function hideRowsInXls(file: Buffer, rows: number[]): Buffer {
  const box = CFB.read(file, { type: 'buffer' });
  const book = CFB.find(box, 'Workbook')!;
  const stream = Buffer.from(book.content as Uint8Array);
  const records = rows.map((row) => {
    const record = Buffer.alloc(20);
    for (const [at, value] of [0x0208, 16, row].entries()) record.writeUInt16LE(value, 2 * at);
    record[16] = 0x20;
    return record;
  });
  // Behind the size of the table, which comes before its cells.
  const size = stream.indexOf(Buffer.from([0x00, 0x02, 0x0e, 0x00])) + 18;
  book.content = Buffer.concat([stream.subarray(0, size), ...records, stream.subarray(size)]);
  book.size = book.content.length;
  return Buffer.from(CFB.write(box, { type: 'buffer' }) as Uint8Array);
}
