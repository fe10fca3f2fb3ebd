/** Rows come out of a file as they went in, wherever its pieces were cut and whichever way they were read. */
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotCsv, splitRows } from '../../../../scoring/command/split-rows.ts';

const header = ['respondent', 'partner', 'a'];

/** Texts that say whether they were closed, as a file must be. */
function makeTexts(pieces: readonly string[]) {
  const state = { isClosed: false };
  async function* give() {
    try {
      yield* pieces;
    } finally {
      state.isClosed = true;
    }
  }
  return { texts: give(), state };
}

/** The trimmed cells of all rows, up to `most` of them. */
async function split(pieces: readonly string[], most = Number.POSITIVE_INFINITY) {
  const rows: string[][] = [];
  const { texts, state } = makeTexts(pieces);
  await splitRows(texts, (cells) => rows.push(cells.map((cell) => cell.trim())) < most);
  expect(state.isClosed).toBe(true);
  return rows;
}

const cell = fc.string({ unit: fc.constantFrom('a', '1', 'é', ' ', ',', ';', '\t', '"', '\n', '\r') });
/** The same without anything that has to stand in quotation marks. */
const plainCell = fc.string({ unit: fc.constantFrom('a', '1', 'é', ' ') });
const table = (cells: fc.Arbitrary<string>) => fc.array(fc.tuple(cells, cells, cells), { maxLength: 8 });

/** Cuts a text at these shares of its length. */
function cut(text: string, shares: readonly number[]): string[] {
  const places = shares.map((share) => Math.floor(share * text.length)).sort((a, b) => a - b);
  return [0, ...places].map((place, index) => text.slice(place, places[index] ?? text.length));
}

describe('rows', () => {
  it.each([
    ['line feeds', '\n'],
    ['Windows line ends', '\r\n'],
    ['carriage returns, as old computers wrote them', '\r'],
  ])('come out as they went in, with %s', async (_title, lineEnd) => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 });
    const delimiters = fc.constantFrom(',', ';', '\t');
    await fc.assert(
      fc.asyncProperty(
        table(plainCell),
        table(cell),
        shares,
        delimiters,
        fc.boolean(),
        async (plain, others, shares, delimiter, isEnded) => {
          const rows = [header, ...plain, ...others];
          const text = stringify(rows, {
            delimiter,
            record_delimiter: lineEnd,
            quoted_match: /[\r\n]/,
            eof: isEnded,
          });
          expect(await split(cut(text, shares))).toEqual(rows.map((row) => row.map((cell) => cell.trim())));
        },
      ),
    );
  });

  it('end as the first row did, also behind a quotation mark', async () => {
    expect(await split(['a,b\n1,2\n', 'one\rcell,"2"\n3,4\r\n'])).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['one\rcell', '2'],
      ['3', '4'],
    ]);
  });

  it('stop when no more are wanted, with and without quotation marks', async () => {
    expect(await split(['a,b\n1,2\n3,4\n', '5,6\n'], 2)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(await split(['"a",b\n', '1,2\n', '3,4\n'.repeat(100_000), '"'], 1)).toContainEqual(['a', 'b']);
  });

  it('are refused when a quotation or a row does not end', async () => {
    await expect(split(['a,b\n1,2\n', '"3,4\n'])).rejects.toThrow(NotCsv);
    await expect(split(['a,b\n', '1'.repeat(600_000), '1'.repeat(600_000)])).rejects.toThrow(NotCsv);
    await expect(split(['1'.repeat(1_200_000)])).rejects.toThrow(NotCsv);
  });
});
