import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { utils } from '@e965/xlsx';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readPartnerSheet } from '../../../../../../server/partners/import/preview/read-partner-sheet.ts';
import { checkList } from '../../../../../../server/partners/import/read-list.ts';
import { readSpreadsheet } from '../../../../../../server/partners/import/spreadsheets/read-spreadsheet.ts';
import type { Refusal } from '../../../../../../server/text/refusal.ts';
import { sheetLimits } from '../../../../../../server/web/limits.ts';
import { zipFiles } from '../../../../../../server/web/zip-files.ts';
import {
  listFiles,
  writeCell,
  writeSheetXml,
  writeWorkbook,
  writeZip,
} from '../../../../../support/write-workbook.ts';

async function readFixture(name: string) {
  return read(await readFile(new URL(`../../../../../fixtures/spreadsheets/${name}`, import.meta.url)));
}

async function read(file: Uint8Array) {
  return readSpreadsheet(file);
}

/** The one sentence with which a file is refused. */
async function refuse(source: Uint8Array | Promise<unknown>): Promise<string> {
  const refusal = await (source instanceof Uint8Array ? read(source) : source).then(
    () => undefined,
    (error: Refusal) => error,
  );
  const faults = refusal?.faults('nl') ?? [];
  expect(faults).toHaveLength(1);
  return faults[0]!.sentence;
}

test('a workbook as people have it: values of formulas, dates, several lines, empty rows, another tab', async () => {
  const { rows, ...sheet } = await readFixture('as-people-have-it.xlsx');
  expect(sheet).toEqual({
    cellsMayShift: false,
    tab: { name: 'Partners 2026', others: [], hidden: ['Keuzes'] },
  });
  expect(rows.map(({ number }) => number)).toEqual([1, 3, 4, 6, 7, 8, 10, 13]);
  expect(rows[3]!.cells.slice(0, 4)).toEqual(['Gemeente Voorbeeldstad', 'Gemeente', '40', '01-03-2019']);
  expect(rows[5]!.cells).toEqual([
    'Buurthuis De Linde',
    'Welzijn',
    '12',
    '',
    '',
    'Fatima El Amrani',
    'fatima@delinde.example',
  ]);
  expect(rows[6]!.cells[6]).toBe('info@creche.example\nbalie@creche.example');
});

test('a workbook by another program', async () => {
  const { rows } = await readFixture('plain.xlsx');
  expect(rows.at(-1)).toEqual({ number: 3, cells: ['', '', '', '8', 'Health care', 'Team North'] });
});

test('text stays text in a workbook: what looks like a formula, markup or a number, and odd signs', async () => {
  const cells = ['=1+1', '<b>&amp;', '0012', '1.200', '👩‍🌾', 'a_x0007_b', '@x', '-3'];
  const { rows } = await read(writeWorkbook([['naam'], cells]));
  expect(rows[1]!.cells).toEqual(cells.with(5, 'a\u0007b'));
});

test('10,000 rows of a workbook are read', async () => {
  const list = Array.from({ length: 10_000 }, (_, row) => [`Partner ${row}`, 'school', `p${row}@x.example`]);
  const { rows } = await read(writeWorkbook([['naam', 'soort', 'mail'], ...list]));
  expect(rows).toHaveLength(10_001);
  expect(rows.at(-1)).toEqual({ number: 10_001, cells: list.at(-1) });
});

const oldBox = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const files = listFiles('');
const sheetPath = 'xl/worksheets/sheet1.xml';
const { [sheetPath]: _sheet, ...withoutSheet } = files;

test.each([
  ['a damaged .xls', Buffer.concat([oldBox, Buffer.from('Workbook', 'utf16le')]), /beschadigd/],
  [
    'another document of old Office',
    Buffer.concat([oldBox, Buffer.from('WordDocument', 'utf16le')]),
    /geen lijst/,
  ],
  [
    'a workbook with a password',
    Buffer.concat([oldBox, Buffer.from('EncryptedPackage', 'utf16le')]),
    /wachtwoord/,
  ],
  ['a damaged .ods', writeZip({ 'content.xml': Buffer.from('<office/>') }), /beschadigd/],
  ['a damaged .xlsb', writeZip({ 'xl/workbook.bin': Buffer.alloc(9) }), /beschadigd/],
  ['a .numbers', writeZip({ 'Index/Document.iwa': Buffer.alloc(9) }), /soort \.numbers/],
  ['a zip of something else', writeZip({ 'foto.jpg': Buffer.alloc(9) }), /geen lijst/],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /geen lijst/],
  ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj\n'), /geen lijst/],
  [
    'a web page that is called .xls',
    Buffer.from('<html><table><tr><td>naam</td></tr></table>'),
    /geen lijst/,
  ],
  ['half a workbook', writeWorkbook([['naam']]).subarray(0, 200), /beschadigd/],
  ['a workbook without its sheet', writeZip(withoutSheet), /beschadigd/],
  ['a workbook with broken XML', writeZip({ ...files, [sheetPath]: Buffer.from('<work') }), /beschadigd/],
])('%s is refused with one sentence that says what to do', async (_what, file, sentence) => {
  expect(await refuse(file)).toMatch(sentence);
});

/** The zip with its sheet packed, and said by its directory to unpack to so many bytes. */
function pack(content: Buffer, said = content.length): Buffer {
  // The sheet is its last file.
  const zip = Buffer.from(zipSync({ ...files, [sheetPath]: [content, { level: 6 }] }, { level: 0 }));
  zip.writeUInt32LE(said, zip.lastIndexOf('PK\x01\x02') + 24);
  return zip;
}

/** A sheet with one cell. */
const sheetXml = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">${writeCell('A1', 'naam')}</row></sheetData></worksheet>`;
const readNaam = { rows: [{ number: 1, cells: ['naam'] }] };

test('a zip that unpacks to more than we read is refused by what its directory says', async () => {
  const file = pack(Buffer.alloc(sheetLimits.unpackedBytes + 1, ' '));
  expect(file.length).toBeLessThan(200_000);
  expect(await refuse(file)).toMatch(/te veel in dit bestand/);
});

test('a zip whose directory says less than it unpacks to is refused', async () => {
  expect(await refuse(pack(Buffer.alloc(200 * 1024 * 1024, ' '), 1000))).toMatch(/beschadigd/);
});

test('a sheet is not cut off at what the directory says, nor filled up to it', async () => {
  const content = Buffer.from(sheetXml + ' '.repeat(50_000));
  expect(await read(pack(content))).toMatchObject(readNaam);
  expect(await refuse(pack(content, sheetXml.length))).toMatch(/beschadigd/);
  expect(await refuse(pack(content, content.length + 1))).toMatch(/beschadigd/);
});

test('a file that stands before the directory and not in it is not read', async () => {
  const hidden = Buffer.from(zipSync({ 'xl/hidden.xml': [Buffer.alloc(1024 * 1024, ' '), { level: 9 }] }));
  const bomb = hidden.subarray(0, hidden.lastIndexOf('PK\x01\x02'));
  const workbook = pack(Buffer.from(sheetXml));
  // What the directory points at stands further on by as much.
  const moved = Buffer.concat([bomb, workbook]);
  for (let at = workbook.indexOf('PK\x01\x02'); at >= 0; at = workbook.indexOf('PK\x01\x02', at + 4)) {
    moved.writeUInt32LE(workbook.readUInt32LE(at + 42) + bomb.length, bomb.length + at + 42);
  }
  const end = moved.length - 22;
  moved.writeUInt32LE(moved.readUInt32LE(end + 16) + bomb.length, end + 16);
  expect(await read(moved)).toMatchObject(readNaam);
});

test('a packed workbook is read', async () => {
  expect(await read(pack(Buffer.from(sheetXml)))).toMatchObject(readNaam);
});

test('a workbook whose sizes stand behind its files, as some programs write it, is read', async () => {
  const contents = Object.entries({ ...files, [sheetPath]: Buffer.from(sheetXml) });
  const zip = zipFiles(Readable.from(contents.map(([name, content]) => ({ name, content }))));
  const file = Buffer.concat(await zip.toArray());
  expect(file.readUInt16LE(6) & 8).toBe(8);
  expect(await read(file)).toMatchObject(readNaam);
});

test('a workbook that counts in 64 bits is read', async () => {
  const plain = pack(Buffer.from(sheetXml));
  const [start, end] = [plain.readUInt32LE(plain.length - 6), plain.length - 22];
  const entries: Buffer[] = [];
  for (let at = start; at < end; ) {
    const next = plain.indexOf('PK\x01\x02', at + 4);
    const entry = Buffer.from(plain.subarray(at, next < 0 ? end : next));
    const extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    for (const [index, place] of [24, 20, 42].entries()) {
      extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(place)), 4 + 8 * index);
      entry.writeUInt32LE(0xffffffff, place);
    }
    entry.writeUInt16LE(extra.length, 30);
    entries.push(entry, extra);
    at += entry.length;
  }
  const directory = Buffer.concat(entries);
  const wide = Buffer.alloc(76);
  wide.write('PK\x06\x06', 0, 'latin1');
  wide.writeBigUInt64LE(44n, 4);
  for (const place of [24, 32]) wide.writeBigUInt64LE(BigInt(entries.length / 2), place);
  wide.writeBigUInt64LE(BigInt(directory.length), 40);
  wide.writeBigUInt64LE(BigInt(start), 48);
  wide.write('PK\x06\x07', 56, 'latin1');
  wide.writeBigUInt64LE(BigInt(start + directory.length), 64);
  wide.writeUInt32LE(1, 72);
  const last = Buffer.from(plain.subarray(end));
  last.fill(0xff, 8, 20);
  const file = Buffer.concat([plain.subarray(0, start), directory, wide, last]);
  expect(await read(file)).toMatchObject(readNaam);
});

test('a zip that claims billions of files is refused at once', async () => {
  const plain = pack(Buffer.from(sheetXml));
  const wide = Buffer.alloc(76);
  wide.write('PK\x06\x06', 0, 'latin1');
  wide.writeUInt32LE(0xffffffff, 32);
  wide.writeUInt32LE(0xffffff00, 48);
  wide.write('PK\x06\x07', 56, 'latin1');
  wide.writeBigUInt64LE(BigInt(plain.length - 22), 64);
  const file = Buffer.concat([plain.subarray(0, -22), wide, plain.subarray(-22)]);
  expect(await refuse(file)).toMatch(/beschadigd/);
});

test.each([
  ['a table with a password', sheetPath, /wachtwoord/],
  ['a picture with a password', 'xl/media/a.png', /^$/],
])('%s in a zip', async (_what, path, sentence) => {
  const file = writeZip({ ...files, [sheetPath]: Buffer.from(sheetXml), 'xl/media/a.png': Buffer.alloc(9) });
  for (const [mark, flags, name] of [
    ['PK\x03\x04', 6, 30],
    ['PK\x01\x02', 8, 46],
  ] as const) {
    for (let at = file.indexOf(mark); at >= 0; at = file.indexOf(mark, at + 4)) {
      if (file.toString('latin1', at + name).startsWith(path)) file.writeUInt16LE(1, at + flags);
    }
  }
  const said = await read(file).then(
    () => '',
    (refusal: Refusal) => refusal.faults('nl')[0]!.sentence,
  );
  expect(said).toMatch(sentence);
});

test('a cell in the farthest corner costs a sentence and not the server', async () => {
  const rows = `<row r="1">${writeCell('A1', 'naam')}</row><row r="1048576">${writeCell('XFD1048576', 'x')}</row>`;
  const file = writeSheetXml(rows);
  expect(await refuse(checkList({ file }, { stored: [], mustReadAll: true }))).toMatch(
    /te veel in dit bestand/,
  );
});

test('a forgotten word at the foot of a sheet is read with its row', async () => {
  const rows = `<row r="1">${writeCell('A1', 'naam')}</row><row r="1048576">${writeCell('A1048576', 'x')}</row>`;
  const sheet = await read(writeSheetXml(rows));
  expect(sheet.rows.at(-1)).toEqual({ number: 1_048_576, cells: ['x'] });
});

test('a cell below the last row that a spreadsheet can have is refused', async () => {
  const rows = `<row r="1">${writeCell('A1', 'naam')}</row><row r="20000000">${writeCell('A20000000', 'x')}</row>`;
  expect(await refuse(writeSheetXml(rows))).toMatch(/te veel in dit bestand/);
});

test('hidden columns and other tabs are named as far as a sentence goes, and what is in them counts', async () => {
  const long = '😀'.repeat(100);
  const writeBook = (count: number, text: string, tabs: number) => {
    const columns = Array.from({ length: count }, (_, at) => utils.encode_col(at + 1));
    const cells = columns.map((column) => writeCell(`${column}1`, text)).join('');
    const xml = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="2" max="200" hidden="1"/></cols><sheetData><row r="1">${writeCell('A1', 'naam')}${cells}</row></sheetData></worksheet>`;
    const sheets = Array.from(
      { length: tabs },
      (_, at) => `<sheet name="${at} ${long}" sheetId="${at + 2}" state="hidden" r:id="rId1"/>`,
    );
    const book = files['xl/workbook.xml']!.toString().replace('</sheets>', `${sheets.join('')}$&`);
    return writeZip({ ...files, 'xl/workbook.xml': Buffer.from(book), [sheetPath]: Buffer.from(xml) });
  };
  const { notices } = readPartnerSheet(await read(writeBook(100, long, 50)), { stored: [] });
  const quoted = ['hiddenTabs', 'hiddenColumns'].map((code) => {
    const { values } = notices.find((notice) => notice.code === code)!;
    return Object.values(values!).join().split(', ');
  });
  for (const names of quoted) {
    expect(names).toHaveLength(21);
    expect(names.at(-1)).toBe('…');
    expect(names.every((name) => [...name].length <= 60)).toBe(true);
  }
  expect(quoted[1]![0]).toBe(`${'😀'.repeat(59)}…`);
  expect(await refuse(writeBook(100, 'x'.repeat(sheetLimits.characters / 100 + 1), 0))).toMatch(
    /te veel in dit bestand/,
  );
});
