import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { writeCsv } from '../../../../server/web/write-csv.ts';

function writeCell(cell: string): string {
  return parse(writeCsv([cell], [[cell]]), { bom: true })[1]![0]!;
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

test('headers are made harmless too, and Excel is told that it is UTF-8', () => {
  const file = writeCsv(['=x', 'naam'], [['a', 'b']]);
  expect(file).toBe("\uFEFF'=x,naam\na,b\n");
});
