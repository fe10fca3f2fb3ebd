/** Cells with something else in them than what somebody typed, and letters saved in many ways: read as seen, or said. */
import type { CellObject } from '@e965/xlsx';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { checkUnread } from '../../../../../server/partners/import/preview/check-unread.ts';
import { readSpreadsheet } from '../../../../../server/partners/import/spreadsheets/read-spreadsheet.ts';
import { makeBook, type TabToWrite } from '../../../../support/make-book.ts';
import { header, linde, listCodes, listNames, preview, say } from '../../../../support/preview-list.ts';
import { listFiles, writeCell, writeZip } from '../../../../support/write-workbook.ts';

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
