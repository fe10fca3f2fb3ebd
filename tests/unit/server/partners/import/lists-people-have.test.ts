/** Lists with the traits of files that people really have, each made here: what is read is what they see, or is said. */
import { type BookType, type CellObject, CFB, utils, write } from '@e965/xlsx';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { checkUnread } from '../../../../../server/partners/import/preview/check-unread.ts';
import { readPartnerSheet } from '../../../../../server/partners/import/preview/read-partner-sheet.ts';
import { checkList } from '../../../../../server/partners/import/read-list.ts';
import {
  correctSheet,
  findUnread,
  nameSameField,
} from '../../../../../server/partners/import/spreadsheets/correct-sheet.ts';
import { readSpreadsheet } from '../../../../../server/partners/import/spreadsheets/read-spreadsheet.ts';
import { readText } from '../../../../../server/partners/import/spreadsheets/read-text.ts';
import { tidyText } from '../../../../../server/text/check-text.ts';
import { refuseProblems } from '../../../../../server/text/problems.ts';
import { listFiles, writeCell, writeZip } from '../../../../support/write-workbook.ts';

interface TabToWrite {
  name: string;
  rows: (string | number | CellObject)[][];
  hidden?: 0 | 1 | 2;
  hiddenRows?: number[];
  hiddenColumns?: number[];
}

function makeBook(tabs: TabToWrite[], bookType: BookType = 'xlsx'): Buffer {
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

function preview(source: Buffer | string, stored: Parameters<typeof readPartnerSheet>[1]['stored'] = []) {
  return readPartnerSheet(Buffer.isBuffer(source) ? readSpreadsheet(source) : readText(source), { stored });
}

type Preview = ReturnType<typeof preview>;

function listCodes(found: Preview['problems']): string[] {
  return found.map(({ where, code }) =>
    typeof where === 'string' ? code : `${where.row} ${where.column ?? '-'} ${code}`,
  );
}

/** The names of what would be stored. */
function listNames({ partners, problems }: Preview): string[] {
  expect(refuseProblems(problems).faults('nl')).toEqual([]);
  return partners!.map(({ name }) => name);
}

function say(found: Preview['problems']): string {
  return refuseProblems(found)
    .faults('nl')
    .map(({ sentence }) => sentence)
    .join(' ');
}

const header = ['id', 'organisatie', 'soort', 'omvang', 'contactpersoon', 'e-mail'];
const linde = ['l', 'Buurthuis De Linde', 'welzijn', 12, 'Ans Mulder', 'ans@linde.example'];

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

describe('cells that show something else than what was typed', () => {
  const read = (cell: CellObject, column: number) => {
    const row: TabToWrite['rows'][number] = [...linde];
    row[column] = cell;
    return preview(makeBook([{ name: 'Lijst', rows: [header, row] }]));
  };

  test.each<[string, CellObject, string]>([
    ['zeros of a format', { t: 'n', v: 42, z: '0000' }, '0042'],
    ['a format with a dash', { t: 'n', v: 1234567, z: '000-0000' }, '123-4567'],
    ['a number without a format', { t: 'n', v: 123456789012 }, '123456789012'],
  ])('%s are read as shown', (_what, cell, code) => {
    const found = read(cell, 0);
    expect(found.partners).toMatchObject([{ code }]);
    expect(found.warnings).toEqual([]);
  });

  test.each(['#,##0', '#,##0.00', '#,##0" mensen, ongeveer"', '[$EUR-413] #,##0.00', '[$-413]#,##0'])(
    'separators of thousands are left out, which differ by country: %s',
    (z) => {
      expect(read({ t: 'n', v: 1200, z }, 3).partners).toMatchObject([{ size: 1200 }]);
    },
  );

  test.each([
    [46326.5625, 'm/d/yy', '2026-10-31'],
    [46326.5625, '[$-F800]dddd, mmmm dd, yyyy', '2026-10-31'],
    [46326.5625, '[$-413]d mmmm yyyy', '2026-10-31'],
    [46326.5625, '[$-409]h:mm AM/PM', '13:30:00'],
    [0.4375, '[$-F400]h:mm:ss AM/PM', '10:30:00'],
    [0.4375, 'h:mm', '10:30'],
    [42, '"P."0000', 'P.0042'],
    [1234, '00\\.00\\.00', '00.12.34'],
    [7, '"nr, "000', 'nr, 007'],
    [42, '[<99.5]0000;000000', '0042'],
    [42, '_.0000', '0042'],
    [42, '[$-409]0000', '0042'],
  ])('%d in the form %s is read as %s', (v, z, shown) => {
    const { rows } = readSpreadsheet(makeBook([{ name: 'L', rows: [['id'], [{ t: 'n', v, z }]] }]));
    expect(rows[1]!.cells).toEqual([shown]);
  });

  test('a code that became a date is read as shown and marked; a long number that lost digits is refused', () => {
    const date = read({ t: 'n', v: 44501, z: 'm-yyyy' }, 0);
    expect(date.partners).toMatchObject([{ code: '11-2021' }]);
    expect(listCodes(date.warnings)).toEqual(['2 id dateAsId']);
    expect(listCodes(read({ t: 'n', v: 1.2345678901234568e21 }, 0).problems)).toEqual([
      '2 id shortenedNumber',
    ]);
  });

  const ownSize = {
    code: 'l',
    name: 'Buurthuis De Linde',
    kind: 'welfare',
    size: 12,
    people: [{ id: '1', name: 'Ans Mulder', email: 'ans@linde.example', language: 'nl' as const }],
  };

  test.each([
    ...[
      '#N/A',
      '#N/B',
      '#NV',
      '#REF!',
      '#VERW!',
      '#WAARDE!',
      '#DEEL/0!',
      '#DIV/0!',
      '#NAAM?',
      '#NAME?',
      '#GETAL!',
    ],
    ...[
      '#LEEG!',
      '#OVERLOPEN!',
      '#SPILL!',
      '#BEREKENEN!',
      '#WERT!',
      '#BEZUG!',
      '#VALEUR!',
      '#¡VALOR!',
      '####',
      'Err:502',
      'Fout:504',
    ],
  ])('%s in a cell takes nothing away, and is no name or address', (text) => {
    const list = (cells: string[]) =>
      `id\torganisatie\tsoort\tomvang\tcontactpersoon\te-mail\n${cells.join('\t')}`;
    const optional = preview(
      list(['l', 'Buurthuis De Linde', text, text, 'Ans Mulder', 'ans@linde.example']),
      [ownSize],
    );
    expect(optional.partners).toMatchObject([{ kind: 'welfare', size: 12 }]);
    expect(listCodes(optional.warnings)).toEqual(['2 soort errorValue', '2 omvang errorValue']);
    const needed = preview(list([text, text, '', '', text, text]));
    expect(listCodes(needed.problems)).toEqual([
      '2 id errorValue',
      '2 organisatie errorValue',
      '2 contactpersoon errorValue',
      '2 e-mail errorValue',
    ]);
  });

  test.each(['#DOESLIEF', '#1 in zorg', '# Samen', 'Fout: nee', '= samen =', 'N/A'])(
    '%s is a name',
    (name) => {
      expect(listNames(preview(`organisatie\n${name}`))).toEqual([name]);
    },
  );

  test('an error in a workbook is marked at its cell', () => {
    expect(listCodes(read({ t: 'e', v: 42, w: '#N/A' }, 5).problems)).toEqual(['2 e-mail errorValue']);
  });

  test.each([
    ['without a kind or a result', '', '<f>LOWER("X")</f>'],
    ['of a text without a result', ' t="str"', '<f>IF(1&gt;0,"a","b")</f>'],
    ['that is shared', ' t="str"', '<f t="shared" ref="B2:B3" si="0">LOWER("X")</f>'],
    ['of an unset choice', ' t="b"', '<f>ISBLANK(A1)</f>'],
    ['without a kind, with an empty result', '', '<f>LOWER("X")</f><v></v>'],
  ])('a formula that nobody computed is marked: one %s', (_what, kind, content) => {
    expect(listCodes(preview(writeFormula(kind, content)).problems)).toEqual(['2 e-mail formula']);
  });

  test.each([
    ['<v>ans@linde.example</v>', [{ email: 'ans@linde.example' }]],
    ['<v></v>', [{ email: null }]],
    ['<v/>', [{ email: null }]],
  ])('a formula that was computed gives its value: %s', (value, people) => {
    const found = preview(writeFormula(' t="str"', `<f>LOWER("ANS@LINDE.EXAMPLE")</f>${value}`));
    expect(listCodes(found.problems)).toEqual([]);
    expect(found.partners).toMatchObject([{ people }]);
  });

  function writeFormula(kind: string, content: string): Buffer {
    const titles = ['organisatie', 'e-mail', 'contactpersoon'].map((title, at) =>
      writeCell(`${'ABC'[at]}1`, title),
    );
    return writeZip(
      listFiles(
        `<row r="1">${titles.join('')}</row>` +
          `<row r="2">${writeCell('A2', 'De Linde')}<c r="B2" s="0"${kind}>${content}</c>${writeCell('C2', 'Ans')}</row>`,
      ),
    );
  }

  test('a formula in an .ods that nobody computed is marked too', () => {
    const files = unzipSync(
      makeBook(
        [
          {
            name: 'L',
            rows: [
              ['organisatie', 'e-mail'],
              ['De Linde', 'HIER'],
            ],
          },
        ],
        'ods',
      ),
    );
    const content = Buffer.from(files['content.xml']!).toString();
    const cell =
      /<table:table-cell[^>]*>(?:(?!<\/table:table-cell>).)*HIER(?:(?!<\/table:table-cell>).)*<\/table:table-cell>/su;
    expect(content).toMatch(cell);
    const made = content.replace(cell, '<table:table-cell table:formula="of:=LOWER([.A2])"/>');
    const file = writeZip({ ...files, 'content.xml': Buffer.from(made) });
    expect(listCodes(preview(file).problems)).toEqual(['2 e-mail formula']);
  });

  test('an empty cell takes nothing away of what is stored', () => {
    const found = preview(
      'organisatie\tsoort\tomvang\tcontactpersoon\te-mail\nBuurthuis De Linde\t\t\tAns Mulder\t',
      [ownSize],
    );
    expect(found.partners).toMatchObject([
      { kind: 'welfare', size: 12, people: [{ id: '1', email: 'ans@linde.example' }] },
    ]);
    expect(found.effects).toEqual({
      partners: { new: 0, changed: 0, back: 0 },
      people: { new: 0, changed: 0, back: 0 },
    });
  });
});

describe('letters', () => {
  test('a line of Windows-1252 in a list of UTF-8 is read as such and said; the rest stays right', () => {
    const file = Buffer.concat([
      Buffer.from('organisatie;contactpersoon\r\nCafé Zuid;Renée\r\n'),
      Buffer.from('Coöp Noord;André\r\n', 'latin1'),
    ]);
    const found = preview(file);
    expect(listNames(found)).toEqual(['Café Zuid', 'Coöp Noord']);
    expect(say(found.notices)).toMatch(/met andere tekens bewaard.*: 3\. .*'Coöp'/u);
  });

  test.each([
    ['plain', 'naam;plaats\nCafé;x\n', ['Één;y\nz;Zuid'], 'Coöp;Noord\n', [5]],
    ['a line that names the separator', 'sep=;\nnaam;plaats\nCafé;x\n', [], 'Coöp;Noord\n', [3]],
    [
      'cells of several lines, and empty lines',
      'naam;plaats\n"Café\n\nZuid";"a\nb"\n\n',
      [],
      'Coöp;"Noord\nÉén"\n',
      [4],
    ],
    ['old Macs', 'naam;plaats\rCafé;x\r', [], 'Coöp;Noord\r', [3]],
    [
      'Windows, with a mark',
      '\uFEFFnaam;plaats\r\nCafé;x\r\n',
      [],
      'Coöp;Noord\r\nz;y\r\nÉén;Zuid\r\n',
      [3, 5],
    ],
  ])('rows with other signs are told by their number: %s', (_what, right, between, odd, numbers) => {
    const file = Buffer.concat([
      Buffer.from(right + between.map((row) => `${row}\n`).join('')),
      Buffer.from(odd, 'latin1'),
    ]);
    const { rows, guess } = readSpreadsheet(file);
    expect(guess).toEqual({ rows: numbers, example: 'Coöp' });
    expect(numbers.map((number) => rows.find((row) => row.number === number)?.cells[0])).toEqual(
      ['Coöp', 'Één'].slice(0, numbers.length),
    );
  });

  test('any row with other signs is told by its number, whatever stands around it', () => {
    const cell = fc.stringMatching(/^[ab\n"éÉ;]{0,8}$/u);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, fc.boolean()), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (list, isSaid) => {
          const rows = list.map(([text, isOdd], at) => ({
            bytes: Buffer.from(stringify([[`ö${at}`, text]], { delimiter: ';' }), isOdd ? 'latin1' : 'utf8'),
            isOdd,
          }));
          const head = Buffer.from(`${isSaid ? 'sep=;\n' : ''}naam;één\n`);
          const sheet = readSpreadsheet(Buffer.concat([head, ...rows.map(({ bytes }) => bytes)]));
          expect(sheet.guess?.rows ?? []).toEqual(rows.flatMap(({ isOdd }, at) => (isOdd ? [at + 2] : [])));
        },
      ),
    );
  });

  test('a guess is said, with something to check it by', () => {
    const found = preview(Buffer.from('organisatie\r\nPolska Grupa \xA3\xF3d\x9F\r\n', 'latin1'));
    expect(say(found.notices)).toMatch(/moesten raden.*'£ódŸ'/u);
    expect(listCodes(checkUnread(found))).toEqual(['guessedEncoding']);
  });

  test('any list in UTF-16 without a mark is read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[A-Za-zÀ-ÿ]{1,12}$/u), { minLength: 1 }),
        fc.boolean(),
        (names, swap) => {
          const bytes = Buffer.from(['organisatie', ...names].join('\r\n'), 'utf16le');
          const { rows } = readSpreadsheet(swap ? bytes.swap16() : bytes);
          expect(rows.map(({ cells }) => cells[0])).toEqual(['organisatie', ...names]);
        },
      ),
    );
  });

  test('signs that nobody sees make no other partner', () => {
    const unseen = [
      '\u00AD',
      '\u200B',
      '\u2060',
      '\uFEFF',
      '\u200E',
      '\u200F',
      '\u202A',
      '\u2066',
      '\u200D',
      '\u200C',
    ];
    const names = unseen.map((sign) => `Welzijns${sign}werk\u00A0Noord`);
    const found = preview(
      ['organisatie\tcontactpersoon', ...names.map((name, at) => `${name}\tMens ${at}`)].join('\n'),
    );
    expect(listNames(found)).toEqual(['Welzijnswerk Noord']);
  });

  test('a joiner stays where a script needs it', () => {
    expect(listNames(preview('organisatie\nمی\u200Cخواهم'))).toEqual(['می\u200Cخواهم']);
    expect(listNames(preview('organisatie\n👩\u200D🌾'))).toEqual(['👩\u200D🌾']);
  });
});

describe('contacts out of other programs', () => {
  test.each([
    [
      'Outlook',
      '"First Name","Middle Name","Last Name","Company","Department","Business Phone","E-mail Address","E-mail Type"\n"Ans","","Mulder","De Linde","","046","ans@linde.example","SMTP"',
    ],
    [
      'Outlook in Dutch',
      '"Voornaam","Middelste naam","Achternaam","Bedrijf","Telefoon op werk","E-mailadres","E-mailtype","Weergavenaam voor e-mail"\n"Ans","","Mulder","De Linde","","ans@linde.example","SMTP","Ans Mulder"',
    ],
    [
      'Google',
      'First Name,Middle Name,Last Name,Organization Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value\nAns,,Mulder,De Linde,* myContacts,*,ans@linde.example,',
    ],
  ])('%s', (_program, list) => {
    const found = preview(list);
    expect(found.partners).toMatchObject([
      { name: 'De Linde', people: [{ name: 'Ans Mulder', email: 'ans@linde.example' }] },
    ]);
    expect(found.notices.every(({ code }) => code === 'unusedColumn')).toBe(true);
  });
});

describe('addresses', () => {
  test.each([
    ['o’brien@linde.example', "o'brien@linde.example"],
    ['jan.@linde.example', 'jan@linde.example'],
    ['.jan@linde.example', 'jan@linde.example'],
    ['jan..kok@linde.example', 'jan.kok@linde.example'],
    ['jan@linde.example.', 'jan@linde.example'],
    ['jan@linde,example', 'jan@linde.example'],
    ['jan–kok@linde.example', 'jan-kok@linde.example'],
    ['jan@linde..example', 'jan@linde.example'],
    ['jan @ linde.example', 'jan@linde.example'],
  ])('%s is marked, with %s offered and one press to take it', (typed, likely) => {
    const sheet = readText(`organisatie\te-mail\nDe Linde\t${typed}`);
    const { problems } = readPartnerSheet(sheet, { stored: [] });
    expect(problems).toMatchObject([{ code: 'mailSlip', values: { likely } }]);
    const corrected = correctSheet(sheet, { 'accept-2-email': likely, 'cell-2-email': typed }).sheet;
    expect(readPartnerSheet(corrected, { stored: [] }).partners).toMatchObject([
      { people: [{ email: likely }] },
    ]);
  });

  test.each([
    "o'brien@linde.example",
    'jan+kring@linde.example',
    'info@bücher.example',
    'josé@linde.example',
  ])('%s is right', (address) => {
    expect(preview(`organisatie\te-mail\nDe Linde\t${address}`).partners).toMatchObject([
      { people: [{ email: address }] },
    ]);
  });

  test('quotation marks around an address are taken off', () => {
    expect(preview('organisatie\te-mail\nDe Linde\t“jan@linde.example”').partners).toMatchObject([
      { people: [{ email: 'jan@linde.example' }] },
    ]);
  });

  test('two people share a mailbox, and one person answers for two partners', () => {
    const found = preview(
      [
        'organisatie\tcontactpersoon\te-mail',
        'De Linde\tAns\tinfo@linde.example',
        'De Linde\tBea\tinfo@linde.example',
        'Kerk Zuid\tAns\tinfo@linde.example',
      ].join('\n'),
    );
    expect(found.partners!.map(({ people }) => people.map(({ name }) => name))).toEqual([
      ['Ans', 'Bea'],
      ['Ans'],
    ]);
    expect(listCodes(found.warnings)).toEqual(['3 e-mail sharedMailbox', '4 e-mail sharedMailbox']);
    // The same list again changes nothing.
    const stored = found.partners!.map((partner, at) => ({
      ...partner,
      people: partner.people.map((person, place) => ({
        ...person,
        id: `${at}${place}`,
        language: 'nl' as const,
      })),
    }));
    const again = preview(
      'organisatie\tcontactpersoon\te-mail\nDe Linde\tBea\tinfo@linde.example\nDe Linde\tAns\tinfo@linde.example',
      stored,
    );
    expect(again.partners![0]!.people.map(({ id, name }) => [id, name])).toEqual([
      ['01', 'Bea'],
      ['00', 'Ans'],
    ]);
    expect(again.effects.people).toEqual({ new: 0, changed: 0, back: 0 });
  });
});

describe('whatever people typed', () => {
  const name = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
    )
    // A zero is in no text that people save: such a file is of another kind.
    .filter((typed) => tidyText(typed) !== '' && !typed.includes('\0'));

  test.each<[string, (names: string[]) => ReturnType<typeof readText>]>([
    ['.xlsx', (names) => readSpreadsheet(makeBook([{ name: 'L', rows: asRows(names) }], 'xlsx'))],
    ['.xlsb', (names) => readSpreadsheet(makeBook([{ name: 'L', rows: asRows(names) }], 'xlsb'))],
    ['CSV', (names) => readSpreadsheet(Buffer.from(stringify(asRows(names), { delimiter: ';' })))],
    ['the clipboard', (names) => readText(stringify(asRows(names), { delimiter: '\t' }))],
  ])('comes out of %s as it reads, or is marked', (_kind, read) => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const { rows } = readPartnerSheet(read(names), { stored: [] });
        expect(rows).toHaveLength(names.length);
        for (const [at, typed] of names.entries()) {
          const cell = rows[at]!.cells.find(({ column }) => column === 'name')!;
          if (!cell.problem) expect(cell.value).toBe(tidyText(typed));
        }
      }),
      { numRuns: 200 },
    );
  });

  function asRows(names: string[]): string[][] {
    return [['organisatie', 'id'], ...names.map((typed, at) => [typed, `p${at}`])];
  }
});

describe('one choice for all', () => {
  const list = [
    'organisatie\tsoort',
    ...['Bieb', 'Bieb', 'Club', 'zorg'].map((kind, at) => `Partner ${at}\t${kind}`),
  ];
  const sheet = readText(list.join('\n'));

  test('of the same word, and what is chosen in a cell goes before it', () => {
    const fields = {
      [nameSameField('kind', 'Bieb')]: 'anders',
      'cell-3-kind': 'welzijn',
    };
    const { partners, warnings } = readPartnerSheet(correctSheet(sheet, fields).sheet, { stored: [] });
    expect(partners!.map(({ kind }) => kind)).toEqual(['other', 'welfare', null, 'health-care']);
    expect(listCodes(warnings)).toEqual(['4 soort unknownKind']);
  });

  test('a row that is left out stays left out until it is chosen again', () => {
    const unread = findUnread(sheet, { 'skip-4': 'on' });
    expect(readPartnerSheet(sheet, { stored: [], unread }).partners).toHaveLength(3);
    expect([...findUnread(sheet, {}, [...unread])]).toEqual([4]);
    expect([...findUnread(sheet, { 'read-4': 'on' }, [...unread])]).toEqual([]);
  });
});
