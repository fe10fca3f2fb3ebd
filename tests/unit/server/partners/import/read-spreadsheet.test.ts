import { readFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readSpreadsheet } from '../../../../../server/partners/import/spreadsheets/read-spreadsheet.ts';
import { writeZip } from '../../../../../server/partners/import/spreadsheets/write-zip.ts';
import type { Refusal } from '../../../../../server/text/refusal.ts';
import { listFiles, writeCell, writeSheetXml, writeWorkbook } from '../../../../support/write-workbook.ts';

async function readFixture(name: string) {
  return readSpreadsheet(
    await readFile(new URL(`../../../../fixtures/spreadsheets/${name}`, import.meta.url)),
  );
}

/** The one sentence with which a file is refused. */
async function refuse(file: Uint8Array): Promise<string> {
  const refusal = await readSpreadsheet(file).then(
    () => undefined,
    (error: Refusal) => error,
  );
  const faults = refusal?.faults('nl') ?? [];
  expect(faults).toHaveLength(1);
  return faults[0]!.sentence;
}

test('a workbook as people have it: values of formulas, dates, several lines, empty rows, another tab', async () => {
  const { rows, ...sheet } = await readFixture('as-people-have-it.xlsx');
  expect(sheet).toEqual({ cellsMayShift: false, tab: { name: 'Partners 2026', others: ['Keuzes'] } });
  expect(rows.map(({ number }) => number)).toEqual([1, 3, 4, 6, 7, 8, 10, 13]);
  expect(rows[3]!.cells.slice(0, 4)).toEqual(['Gemeente Voorbeeldstad', 'Gemeente', '40', '2019-03-01']);
  expect(rows[5]!.cells).toEqual([
    'Buurthuis De Linde',
    'Welzijn',
    '12',
    '',
    '',
    'Fatima El Amrani',
    'fatima@delinde.example',
    '',
  ]);
  expect(rows[6]!.cells[6]).toBe('info@creche.example\nbalie@creche.example');
});

test('a workbook by another program', async () => {
  const { rows } = await readFixture('plain.xlsx');
  expect(rows.at(-1)).toEqual({ number: 3, cells: ['', '', '', '8', 'Health care', 'Team North'] });
});

test('text stays text in a workbook: what looks like a formula, markup or a number, and odd signs', async () => {
  const cells = ['=1+1', '<b>&amp;', '0012', '1.200', '👩‍🌾', 'a_x0007_b', '@x', '-3'];
  const { rows } = await readSpreadsheet(writeWorkbook([['naam'], cells]));
  expect(rows[1]!.cells).toEqual(cells.with(5, 'a\u0007b'));
});

test('10,000 rows of a workbook are read', async () => {
  const list = Array.from({ length: 10_000 }, (_, row) => [`Partner ${row}`, 'school', `p${row}@x.example`]);
  const { rows } = await readSpreadsheet(writeWorkbook([['naam', 'soort', 'mail'], ...list]));
  expect(rows).toHaveLength(10_001);
  expect(rows.at(-1)).toEqual({ number: 10_001, cells: list.at(-1) });
});

const oldBox = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const files = listFiles('');

test.each([
  ['an old .xls', Buffer.concat([oldBox, Buffer.from('Workbook', 'utf16le')]), /soort \.xls\. .* als \.xlsx/],
  [
    'a workbook with a password',
    Buffer.concat([oldBox, Buffer.from('EncryptedPackage', 'utf16le')]),
    /wachtwoord/,
  ],
  ['an .ods', writeZip([{ path: 'content.xml', content: Buffer.from('<office/>') }]), /soort \.ods/],
  ['an .xlsb', writeZip([{ path: 'xl/workbook.bin', content: Buffer.alloc(9) }]), /soort \.xlsb/],
  ['a zip of something else', writeZip([{ path: 'foto.jpg', content: Buffer.alloc(9) }]), /geen lijst/],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /geen lijst/],
  ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj\n'), /geen lijst/],
  [
    'a web page that is called .xls',
    Buffer.from('<html><table><tr><td>naam</td></tr></table>'),
    /geen lijst/,
  ],
  ['UTF-16 without a mark', Buffer.from('id,name\na,b\n', 'utf16le'), /geen lijst/],
  ['half a workbook', writeWorkbook([['naam']]).subarray(0, 200), /beschadigd/],
  ['a workbook without its sheet', writeZip(files.slice(0, 2)), /beschadigd/],
  [
    'a workbook with broken XML',
    writeZip(files.with(2, { ...files[2]!, content: Buffer.from('<work') })),
    /beschadigd/,
  ],
])('%s is refused with one sentence that says what to do', async (_what, file, sentence) => {
  expect(await refuse(file)).toMatch(sentence);
});

/** The zip with its sheet packed, and said to unpack to so many bytes. */
function pack(content: Buffer, said = content.length): Buffer {
  const packed = deflateRawSync(content);
  const zip = writeZip(files.with(2, { path: files[2]!.path, content: packed }));
  for (const [mark, method, size] of [
    ['PK\x03\x04', 8, 22],
    ['PK\x01\x02', 10, 24],
  ] as const) {
    const at = zip.lastIndexOf(mark);
    zip.writeUInt16LE(8, at + method);
    zip.writeUInt32LE(said, at + size);
  }
  return zip;
}

test('a zip that unpacks to more than 50 MB is refused by what its directory says', async () => {
  const file = pack(Buffer.alloc(51 * 1024 * 1024, ' '));
  expect(file.length).toBeLessThan(100_000);
  expect(await refuse(file)).toMatch(/te veel in dit bestand/);
});

test('a zip whose directory says less than it unpacks to is refused', async () => {
  expect(await refuse(pack(Buffer.alloc(200 * 1024 * 1024, ' '), 1000))).toMatch(/beschadigd/);
});

test('a packed workbook is read', async () => {
  const sheet = writeSheetXml(`<row r="1">${writeCell('A1', 'naam')}</row>`);
  const content = Buffer.from(sheet.toString('latin1').match(/<worksheet.*<\/worksheet>/s)![0], 'latin1');
  expect((await readSpreadsheet(pack(content))).rows).toEqual([{ number: 1, cells: ['naam'] }]);
});

test('a cell in the farthest corner costs a sentence and not the server', async () => {
  const rows = `<row r="1">${writeCell('A1', 'naam')}</row><row r="1048576">${writeCell('XFD1048576', 'x')}</row>`;
  expect(await refuse(writeSheetXml(rows))).toMatch(/te veel in dit bestand/);
});

test('a forgotten word at the foot of a sheet is read with its row', async () => {
  const rows = `<row r="1">${writeCell('A1', 'naam')}</row><row r="1048576">${writeCell('A1048576', 'x')}</row>`;
  const sheet = await readSpreadsheet(writeSheetXml(rows));
  expect(sheet.rows.at(-1)).toEqual({ number: 1_048_576, cells: ['x'] });
});
