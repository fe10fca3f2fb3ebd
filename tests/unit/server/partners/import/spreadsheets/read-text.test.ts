import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSpreadsheet } from '../../../../../../server/partners/import/spreadsheets/read-spreadsheet.ts';
import { readText } from '../../../../../../server/partners/import/spreadsheets/read-text.ts';

const text = [
  'id;naam;soort;omvang',
  'ggd;"Café ""Één"", Zuid; €";Jeugdgezondheidszorg;3,5',
  '',
  ';;;',
  ' b ;B;;',
].join('\r\n');
const expected = [
  { number: 1, cells: ['id', 'naam', 'soort', 'omvang'] },
  { number: 2, cells: ['ggd', 'Café "Één", Zuid; €', 'Jeugdgezondheidszorg', '3,5'] },
  { number: 5, cells: ['b', 'B', '', ''] },
];

function encodeUtf16be(value: string): Buffer {
  return Buffer.from(`\uFEFF${value}`, 'utf16le').swap16();
}

/** Windows-1252 is Latin-1 but for a few signs, of which only € stands in the text. */
function encodeWindows(value: string): Buffer {
  return Buffer.from(value.replaceAll('€', '\u0080'), 'latin1');
}

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16, little end first', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16, big end first', encodeUtf16be(text)],
  ['Windows-1252', encodeWindows(text)],
  ['line ends of Unix', Buffer.from(text.replaceAll('\r\n', '\n'))],
  ['line ends of old Macs', Buffer.from(text.replaceAll('\r\n', '\r'))],
  ['line ends of two kinds', Buffer.from(text.replace('\r\n', '\n'))],
  ['a first line that names the separator', Buffer.from(`sep=;\r\n${text}`)],
])('a list saved as %s is read the same', async (_encoding, file) => {
  const sheet = await readSpreadsheet(file);
  expect(sheet).toMatchObject({ rows: expected, cellsMayShift: true });
});

test.each([
  ['tabs', 'id\tname\na\tEen, twee; drie, vier\n', ['a', 'Een, twee; drie, vier']],
  [
    'semicolons below a title with commas',
    'Weert, Nederweert, Leudal\n\nid;name\na;A, B en C\n',
    ['a', 'A, B en C'],
  ],
  ['nothing: there is one column', 'organisatie\nBeer, Das en Egel\n', ['Beer, Das en Egel']],
  ['tabs, and quotation marks within a cell', 'id\tname\na\t"De Brug" Weert\n', ['a', '"De Brug" Weert']],
  ['tabs, and a cell of two lines', 'id\tname\na\t"een\n""twee"""\n', ['a', 'een\n"twee"']],
])('the separator is the one of the header: %s', (_separator, list, cells) => {
  expect(readText(list).rows.at(-1)?.cells).toEqual(cells);
});

test('rows have the number that the spreadsheet shows, also after cells of several lines', () => {
  const { rows } = readText('naam\tsoort\n"a\nb\nc"\tschool\n\n\nd\tschool\n');
  expect(rows.map(({ number }) => number)).toEqual([1, 2, 5]);
});

test('quotation marks that do not close are refused with their row', () => {
  expect(() => readText('id,name\na,b\nc,"open\nd,e\n')).toThrow(
    expect.objectContaining({
      faults: expect.toSatisfy((faults) => faults('nl')[0].where === 'rij 3'),
    }),
  );
});

test.each([',', ';', '\t'])('whatever was typed comes back, with %j between the cells', (delimiter) => {
  const cell = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 60 })
    .map((value) => value.replace(/\r\n?/gu, '\n').trim())
    .filter((value) => value !== '');
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (names) => {
      const rows = names.map((name, index) => [`p${index}`, name]);
      const list = stringify([['id', 'name'], ...rows], { delimiter });
      expect(
        readText(list)
          .rows.slice(1)
          .map(({ cells }) => cells),
      ).toEqual(rows);
    }),
  );
});
