/** Workbooks of every kind, each made here: what people see in them is read, and what is hidden is said. */
import type { BookType } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { checkUnread } from '../../../../../server/partners/import/preview/check-unread.ts';
import { readPartnerSheet } from '../../../../../server/partners/import/preview/read-partner-sheet.ts';
import { checkList } from '../../../../../server/partners/import/read-list.ts';
import { findUnread } from '../../../../../server/partners/import/spreadsheets/correct-sheet.ts';
import { readSpreadsheet } from '../../../../../server/partners/import/spreadsheets/read-spreadsheet.ts';
import { makeBook } from '../../../../support/make-book.ts';
import { header, linde, listCodes, listNames, preview, say } from '../../../../support/preview-list.ts';
import { listFiles, writeCell, writeZip } from '../../../../support/write-workbook.ts';

describe('kinds of workbook', () => {
  test.each<BookType>(['xlsx', 'xlsm', 'xlsb', 'xls', 'ods'])('%s is read', (type) => {
    const found = preview(
      makeBook([{ name: 'Lijst', rows: [header, linde, ['c', 'Café Één', '', '', '', '']] }], type),
    );
    expect(listNames(found)).toEqual(['Buurthuis De Linde', 'Café Één']);
    expect(found.partners![0]).toMatchObject({ code: 'l', kind: 'welfare', size: 12 });
  });

  test('cells and rows without a place, as report servers write them', () => {
    const cells = (texts: string[]) => texts.map((text) => writeCell('', text).replace(' r=""', '')).join('');
    const rows = [
      ['organisatie', 'contactpersoon'],
      ['De Linde', 'Ans'],
    ].map((row) => `<row>${cells(row)}</row>`);
    expect(listNames(preview(writeZip(listFiles(rows.join('')))))).toEqual(['De Linde']);
  });

  test('a chart on a tab of its own is passed by', () => {
    const files = listFiles(
      `<row r="1">${writeCell('A1', 'organisatie')}</row><row r="2">${writeCell('A2', 'De Linde')}</row>`,
    );
    const edit = (path: string, from: string, to: string) => {
      files[path] = Buffer.from(files[path]!.toString().replace(from, to));
    };
    edit('xl/workbook.xml', '</sheets>', '<sheet name="Grafiek" sheetId="2" r:id="rId2"/></sheets>');
    edit(
      'xl/_rels/workbook.xml.rels',
      '</Relationships>',
      '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>',
    );
    edit(
      '[Content_Types].xml',
      '</Types>',
      '<Override PartName="/xl/chartsheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.chartsheet+xml"/></Types>',
    );
    files['xl/chartsheets/sheet1.xml'] = Buffer.from(
      '<chartsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"/></sheetViews></chartsheet>',
    );
    const found = preview(writeZip(files));
    expect(listNames(found)).toEqual(['De Linde']);
    expect(found.notices).toEqual([]);
  });

  test.each([
    ['backslashes', (name: string) => name.replaceAll('/', '\\')],
    ['another name for the workbook', (name: string) => name.replace('workbook.xml', 'workbook22.xml')],
  ])('%s in the zip', (_what, rename) => {
    const files = Object.entries(
      listFiles(
        `<row r="1">${writeCell('A1', 'organisatie')}</row><row r="2">${writeCell('A2', 'De Linde')}</row>`,
      ),
    );
    const renamed = files.map(([name, content]): [string, Buffer] => [
      rename(name),
      Buffer.from(content.toString().replaceAll('workbook.xml"', rename('workbook.xml"'))),
    ]);
    expect(listNames(preview(writeZip(Object.fromEntries(renamed))))).toEqual(['De Linde']);
  });

  test('a column formatted to its last row costs time and not the list', async () => {
    const empty = Array.from(
      { length: 300_000 },
      (_, at) => `<row r="${at + 3}"><c r="A${at + 3}" s="0"/></row>`,
    );
    const file = writeZip(
      listFiles(
        `<row r="1">${writeCell('A1', 'organisatie')}</row><row r="2">${writeCell('A2', 'De Linde')}</row>${empty.join('')}`,
      ),
    );
    const { partners, problems } = await checkList({ file }, { stored: [], mustReadAll: true });
    expect(problems).toEqual([]);
    expect(partners).toMatchObject([{ name: 'De Linde' }]);
  });
});

describe.each<BookType>(['xlsx', 'xlsb', 'xls', 'ods'])('what nobody sees in an .%s', (type) => {
  test.each([1, 2] as const)(
    'a tab that is hidden (%i) is named and not read, though it comes first',
    (hidden) => {
      const found = preview(
        makeBook(
          [
            {
              name: 'Oud 2024',
              rows: [header, ['o', 'Opgeheven', '', '', 'Oud', 'oud@weg.example']],
              hidden,
            },
            { name: 'Nu', rows: [header, linde] },
          ],
          type,
        ),
      );
      expect(listNames(found)).toEqual(['Buurthuis De Linde']);
      expect(say(found.notices)).toContain('Verborgen tabbladen lezen wij niet: Oud 2024.');
    },
  );

  test('a workbook with its list on a hidden tab alone says so', () => {
    const found = preview(
      makeBook(
        [
          { name: 'Lijst', rows: [header, linde], hidden: 1 },
          { name: 'Uitleg', rows: [['Zie het andere tabblad']] },
        ],
        type,
      ),
    );
    expect(listCodes(found.problems)).toEqual(['noHeader']);
    expect(listCodes(found.notices)).toEqual(['hiddenTabs']);
  });

  const filtered = makeBook(
    [{ name: 'Lijst', rows: [header, ['w', 'Weg Gegaan', '', '', '', ''], linde], hiddenRows: [1] }],
    type,
  );

  test('a row that is filtered away is told, and read when somebody chooses so', () => {
    const found = preview(filtered);
    expect(listNames(found)).toEqual(['Buurthuis De Linde']);
    expect(found.unread).toEqual([2]);
    expect(found.rows[0]).toMatchObject({ number: 2, state: 'skipped', unread: 'hidden' });
    expect(listCodes(found.notices)).toEqual(['hiddenRows']);
    // A program that sends it sees no notice.
    expect(listCodes(checkUnread(found))).toContain('hiddenRows');

    const sheet = readSpreadsheet(filtered);
    for (const choice of [{ readHidden: 'on' }, { 'read-2': 'on' }]) {
      const unread = findUnread(sheet, choice);
      expect(listNames(readPartnerSheet(sheet, { stored: [], unread }))).toEqual([
        'Weg Gegaan',
        'Buurthuis De Linde',
      ]);
    }
  });

  test('a hidden column is named and not read', () => {
    const found = preview(makeBook([{ name: 'Lijst', rows: [header, linde], hiddenColumns: [2] }], type));
    expect(found.partners).toMatchObject([{ name: 'Buurthuis De Linde', kind: null, size: 12 }]);
    expect(say(found.notices)).toContain('Verborgen kolommen lezen wij niet: soort.');
  });
});

describe('an .ods', () => {
  const write = (styles: string, table: string) =>
    writeZip({
      'META-INF/manifest.xml': Buffer.from(
        '<manifest:manifest><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
      ),
      'content.xml': Buffer.from(
        `<office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${table}</office:spreadsheet></office:body></office:document-content>`,
      ),
    });
  const writeRow = (texts: string[], said = '') =>
    `<table:table-row${said}>${texts.map((text) => `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`).join('')}</table:table-row>`;

  test('without styles is read, with what is hidden counted over what is repeated', () => {
    const file = write(
      '<style:style style:name="weg" style:family="table"><style:table-properties table:display="false"/></style:style>' +
        '<style:style style:name="er" style:family="table"><style:table-properties table:display="true"/></style:style>',
      '<!-- <table:table table:name="Niets"></table:table> -->' +
        `<table:table table:name="Oud" table:style-name="weg">${writeRow(['organisatie'])}</table:table>` +
        '<table:table table:name="Nu" table:style-name="er">' +
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/><table:table-column/>' +
        writeRow(['organisatie', 'id', 'soort', 'omvang', 'e-mail']) +
        '<table:table-row table:number-rows-repeated="3" table:visibility="filter"><table:table-cell/></table:table-row>' +
        `<table:table-row-group table:display="false">${writeRow(['Gevouwen'])}</table:table-row-group>` +
        writeRow(['De Linde', 'l', 'welzijn', '12', 'ans@linde.example']) +
        writeRow(['Gefilterd'], ' table:visibility="filter"') +
        writeRow(['Kerk Zuid', 'k']) +
        '<table:table-row table:number-rows-repeated="1048568" table:visibility="collapse"><table:table-cell/></table:table-row>' +
        '</table:table>',
    );
    expect(readSpreadsheet(file)).toEqual({
      rows: [
        { number: 1, cells: ['organisatie', 'id', '', '', 'e-mail'] },
        { number: 5, cells: ['Gevouwen'], isHidden: true },
        { number: 6, cells: ['De Linde', 'l', '', '', 'ans@linde.example'] },
        { number: 7, cells: ['Gefilterd'], isHidden: true },
        { number: 8, cells: ['Kerk Zuid', 'k'] },
      ],
      cellsMayShift: false,
      tab: { name: 'Nu', others: [], hidden: ['Oud'] },
      hiddenColumns: ['soort', 'omvang'],
    });
  });
});
