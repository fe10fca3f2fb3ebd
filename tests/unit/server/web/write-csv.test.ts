/** A table as CSV: for people as Excel with Dutch settings opens it, for programs by RFC 4180. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeCsvForPeople, writeCsvForPrograms } from '../../../../server/web/write-csv.ts';

const readForPeople = (text: string) => parse(text, { bom: true, delimiter: ';' });

function writeCell(cell: string): string {
  return readForPeople(writeCsvForPeople({ header: [cell], rows: [[cell]] }))[1]![0]!;
}

test.each([
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝1+1',
  '＋1',
  '－1+1',
  '＠x',
  '   =1',
  '\u00a0=1',
  '\n=1',
  '-',
  '+31612345678',
])('a spreadsheet takes %j for text', (cell) => {
  expect(writeCell(cell)).toBe(`'${cell}`);
});

test.each(['-1', '-3,5', '-3.5', '12', 'Jan', "'s-Hertogenbosch", 'a=b', '', 'é'])(
  '%j stays as it is',
  (cell) => {
    expect(writeCell(cell)).toBe(cell);
  },
);

test('for people: semicolons, decimal commas, harmless titles, and Excel is told that it is UTF-8', () => {
  const file = writeCsvForPeople({
    header: ['=x', 'naam'],
    rows: [
      [0.5, 'Jansen, Piet; 3.5'],
      [-1234.25, 'v1.2'],
    ],
  });
  expect(file).toBe('\uFEFF\'=x;naam\r\n0,5;"Jansen, Piet; 3.5"\r\n-1234,25;v1.2\r\n');
});

test('for programs: RFC 4180, without a mark, and every cell as it is', () => {
  const file = writeCsvForPrograms({ header: ['=x', 'naam'], rows: [[0.5, 'Jansen, "Piet"; 3,5']] });
  expect(file).toBe('=x,naam\r\n0.5,"Jansen, ""Piet""; 3,5"\r\n');
});

test('whatever stands in a cell comes back, for either reader', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('a', ';', ',', '"', '\n', '\r', '\t', ' ', "'", '\uFEFF', '\u2028') }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), fc.tuple(cell, cell), (rows, header) => {
      const table = { header, rows };
      const read = (text: string, options: object) =>
        parse(text, { record_delimiter: ['\r\n', '\n', '\r'], ...options });
      expect(read(writeCsvForPrograms(table), {})).toEqual([header, ...rows]);
      const undone = (read(writeCsvForPeople(table), { bom: true, delimiter: ';' }) as string[][]).map(
        (row) => row.map((text) => text.replace(/^'(?=\s*[=+\-@＝＋－＠]|[\t\r])/u, '')),
      );
      const unmarked = [header, ...rows].map((row) =>
        row.map((text) => text.replace(/^'(?=\s*[=+\-@＝＋－＠]|[\t\r])/u, '')),
      );
      expect(undone).toEqual(unmarked);
    }),
  );
});
