import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPartners } from '../../../server/csv/read-partners.ts';

const text = [
  'id;naam;soort;omvang',
  'ggd;"Café ""Één"", Zuid; €";Jeugdgezondheidszorg;3,5',
  '',
  ';;;',
  'b;B;;',
].join('\r\n');
const expected = [
  { code: 'ggd', name: 'Café "Één", Zuid; €', kind: 'youth-health-care', size: 3.5 },
  { code: 'b', name: 'B', kind: null, size: null },
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
  ['empty columns at the end', Buffer.from(text.replace('omvang', 'omvang;;'))],
])('a list saved as %s is read the same', (_encoding, file) => {
  expect(readPartners(file)).toEqual(expected);
});

test.each([',', ';', '\t'])('whatever was typed comes back, with %j between the cells', (delimiter) => {
  const cell = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 60 })
    .map((value) =>
      value
        .replace(/\p{Cc}/gu, '')
        .normalize('NFC')
        .replace(/\s+/gu, ' ')
        .trim(),
    )
    .filter((value) => value !== '' && value.length <= 200);
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (names) => {
      const rows = names.map((name, index) => [`p${index}`, name]);
      const file = stringify([['id', 'name'], ...rows], { delimiter });
      expect(readPartners(Buffer.from(file))).toEqual(rows.map(([code, name]) => ({ code, name })));
    }),
  );
});

test('the separator is the one of the header, also when names hold the others', () => {
  expect(readPartners(Buffer.from('id\tname\na\tEen, twee; drie, vier\n'))).toEqual([
    { code: 'a', name: 'Een, twee; drie, vier' },
  ]);
});
