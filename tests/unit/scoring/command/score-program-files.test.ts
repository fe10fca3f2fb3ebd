/** Files as R, pandas, SPSS and Excel in Dutch write them are scored like those that somebody typed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scoreFiles } from '../../../../scoring/command/score-files.ts';
import { writeCsvForPeople, writeCsvForPrograms } from '../../../../server/web/write-csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'ketenspiegel-programs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function save(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function makeInstrument(max: number): string {
  const facets = [{ id: 'f', items: [{ id: 'a' }, { id: 'b' }] }];
  const scale = { min: 1, max };
  return save(
    `scale-${max}.json`,
    JSON.stringify({ id: 'x', version: 1, scale, concepts: [{ id: 'c', facets }] }),
  );
}
const instrument = makeInstrument(7);

// Row 5 has no answer b, and partner 3 no kind and no size.
const partners = [
  'id,name,kind,size',
  'P1,Een,police,4',
  'P2,Twee,police,4.5',
  'P3,Drie,,',
  'P4,Vier,school,10',
  'P5,Vijf,school,2',
];
const responses = ['respondent,partner,a,b', '1,P1,5,3', '2,P2,6,2', '3,P3,2,6', '4,P4,5,', '5,P5,3,5'];
const toCells = (lines: readonly string[]) => lines.map((line) => line.split(','));
const toText = (rows: readonly (readonly string[])[], delimiter = ',') =>
  rows.map((cells) => `${cells.join(delimiter)}\n`).join('');

async function run(responseText: string, partnerText = toText(toCells(partners)), of = instrument) {
  return scoreFiles([
    ...['--partners', save('partners.csv', partnerText), '--responses', save('responses.csv', responseText)],
    ...['--instrument', of, '--unprotected', '--language', 'en'],
  ]);
}

async function refuse(...files: Parameters<typeof run>): Promise<string[]> {
  const outcome = await run(...files);
  if ('output' in outcome) throw new Error('It was scored.');
  return outcome.lines.map((line) => line.replaceAll(`${folder}/`, ''));
}

const usual = await run(toText(toCells(responses)));

/** Changes the answers a and b of each person. */
const withAnswers = (change: (answer: string) => string) =>
  toCells(responses).map((cells, row) =>
    row === 0
      ? cells
      : [...cells.slice(0, 2), ...cells.slice(2).map((cell) => (cell === '' ? cell : change(cell)))],
  );

/** With a cell in front of each row, and this in front of the titles. */
const withNames = (rows: readonly (readonly string[])[], title: readonly string[]) =>
  rows.map((cells, row) => (row === 0 ? [...title, ...cells] : [String(row), ...cells]));

const quote = (rows: readonly (readonly string[])[]) =>
  rows.map((cells) => cells.map((cell) => (/^[\d.]*$|^NA$/.test(cell) ? cell : `"${cell}"`)));
const withNA = (lines: readonly string[]) =>
  toCells(lines).map((cells) => cells.map((cell) => (cell === '' ? 'NA' : cell)));

it('the usual files are scored', () => {
  expect(usual).toHaveProperty('output');
});

describe('a whole number is read', () => {
  it.each([
    ['4.0, as pandas writes a column with empty cells', toText(withAnswers((cell) => `${cell}.0`))],
    ['4.00, as SPSS writes it', toText(withAnswers((cell) => `${cell}.00`))],
    [
      '4,0 between semicolons, as Excel in Dutch and write.csv2 write it',
      toText(
        withAnswers((cell) => `${cell},0`),
        ';',
      ),
    ],
    [
      '4,00 behind tabs',
      toText(
        withAnswers((cell) => `${cell},00`),
        '\t',
      ),
    ],
    ['4,0 in quotation marks between commas', toText(withAnswers((cell) => `"${cell},0"`))],
    ['4.000, where nobody can mean four thousand', toText(withAnswers((cell) => `${cell}.000`))],
    ['4.000000', toText(withAnswers((cell) => `${cell}.000000`))],
  ])('from %s', async (_title, file) => {
    expect(await run(file)).toEqual(usual);
  });

  it.each([
    '4.5',
    '4,5',
    '4.01',
    '4.',
    '.0',
    '1e0',
    '4e0',
    '+4',
    '4.0.0',
    '4 .0',
    '8.0',
    '0.0',
    '-4.0',
    '४',
    '4%',
  ])('and not from %s', async (cell) => {
    const file = toText(toCells([...responses, `6,P1,"${cell}",4`]));
    expect(await refuse(file.replace(/"([^,"]*)"/, '$1'))).toEqual([
      `responses.csv: row 7, column a: ‘${cell}’ is not an answer. Fill in a whole number from 1 to 7, or ‘unknown’ for ‘I don’t know’. Is there no answer? Leave the cell empty, or put NA in it.`,
    ]);
  });

  it('and not from 4.000 where four thousand is an answer too', async () => {
    const wide = makeInstrument(10_000);
    const as = (cell: string) => toText(toCells([...responses, `6,P1,${cell},4`]));
    expect(await refuse(as('4.000'), undefined, wide)).toEqual([
      expect.stringContaining('‘4.000’ is not an answer.'),
    ]);
    expect(await run(as('4.00'), undefined, wide)).toEqual(await run(as('4'), undefined, wide));
    expect(await run(as('4.0000'), undefined, wide)).toEqual(await run(as('4'), undefined, wide));
  });

  it('of contacts too', async () => {
    const score = (ties: string) =>
      scoreFiles([
        ...['--partners', save('partners.csv', toText(toCells(partners)))],
        ...['--responses', save('responses.csv', toText(toCells(responses))), '--instrument', instrument],
        ...['--ties', save('ties.csv', ties), '--unprotected', '--language', 'en'],
      ]);
    const whole = await score('from,to,frequency,familiarity\nP1,P2,3,\nP2,P1,2,1\n');
    expect(whole).toHaveProperty('output');
    expect(
      await score('"","from","to","frequency","familiarity"\n"1","P1","P2",3.0,NA\n"2","P2","P1",2.0,1\n'),
    ).toEqual(whole);
    expect(await score('from,to,frequency\nP1,P2,3.5\n')).toHaveProperty('lines');
  });

  it('a size that can be read in two ways is refused, and so is one in powers of ten', async () => {
    const sized = (size: string) => toText([...toCells(partners), ['P6', 'Zes', '', size]], ';');
    for (const size of ['1.200', '1,200', '12.000'])
      expect(await refuse(toText(toCells(responses)), sized(size))).toEqual([
        'partners.csv: row 7, column size: This number can be read in two ways. Write thousands without a separator (1200), and at most two decimals.',
      ]);
    for (const size of ['1e3', '0', '0,0', '-1', 'veel', 'Infinity'])
      expect(await refuse(toText(toCells(responses)), sized(size))).toEqual([
        expect.stringContaining('row 7, column size: This is not a size.'),
      ]);
    expect(await run(toText(toCells(responses)), sized('0,5'))).toEqual(
      await run(toText(toCells(responses)), sized('0.500')),
    );
  });
});

describe('a missing value', () => {
  it('is NA, with and without quotation marks, in answers, kinds and sizes', async () => {
    expect(await run(toText(withNA(responses)), toText(withNA(partners)))).toEqual(usual);
    const quoted = toText(withNA(responses).map((cells) => cells.map((cell) => `"${cell}"`)));
    expect(await run(quoted)).toEqual(usual);
  });

  it.each([
    'na',
    'N/A',
    '#N/A',
    'NaN',
    'nan',
    'null',
    'None',
    '.',
    '-',
    '-9',
    '-99',
    '99',
    '999',
    '?',
    '"<NA>"',
  ])('is not %s', async (cell) => {
    expect(await refuse(toText(toCells([...responses, `6,P1,${cell},4`])))).toEqual([
      expect.stringMatching(/row 7, column a: ‘.+’ is not an answer\./),
    ]);
  });

  it('is no code of a partner or of a person', async () => {
    const sentence = 'There is no code in this cell. Fill in a code. NA stands for a missing value.';
    expect(await refuse(toText(toCells([...responses, 'NA,NA,4,4'])))).toEqual([
      `responses.csv: row 7, column respondent: ${sentence}`,
      `responses.csv: row 7, column partner: ${sentence}`,
    ]);
    expect(await refuse(toText(toCells(responses)), toText(toCells([...partners, 'NA,Zes,,'])))).toEqual([
      `partners.csv: row 7, column id: ${sentence}`,
    ]);
  });
});

describe('row names are passed by', () => {
  it.each([
    ['write.csv of R', (rows: string[][]) => toText(quote(withNames(rows, [''])))],
    ['write.csv2 of R', (rows: string[][]) => toText(quote(withNames(rows, [''])), ';')],
    ['write.table of R, with row 1 shorter', (rows: string[][]) => toText(quote(withNames(rows, [])))],
    ['write.table of R, without quotation marks', (rows: string[][]) => toText(withNames(rows, []), '\t')],
    ['to_csv of pandas', (rows: string[][]) => toText(withNames(rows, ['']))],
    [
      'to_csv of pandas, read and written once more',
      (rows: string[][]) => toText(withNames(rows, ['Unnamed: 0'])),
    ],
  ])('of %s', async (_title, write) => {
    expect(await run(write(withNA(responses)), write(withNA(partners)))).toEqual(usual);
  });

  it('with words as names, and with empty cells behind a shorter row 1', async () => {
    const named = toCells(responses).map((cells, row) => (row === 0 ? cells : [`Jan ${row}`, ...cells]));
    expect(await run(toText(named))).toEqual(usual);
  });

  it('in a file of many rows, and a row that lacks one is told', async () => {
    const many = [
      responses[0]!.split(','),
      ...Array.from({ length: 300 }, (_none, index) => [
        String(index),
        `P${1 + (index % 5)}`,
        '4',
        index % 7 ? '5' : '',
      ]),
    ];
    expect(await run(toText(withNames(many, [])))).toEqual(await run(toText(many)));
    const lacking = withNames(many, []);
    lacking[200] = lacking[200]!.slice(1);
    expect(await refuse(toText(lacking))).toEqual([
      'responses.csv: row 201: This row has a cell less than the rows before it, which begin with a name of the row. Give each row as many cells.',
    ]);
  });

  it('and a cell too many in some rows is still told as that', async () => {
    const sentence = expect.stringContaining('This row has more cells than row 1.');
    expect(await refuse(toText(toCells([responses[0]!, '1,P1,5,3,9', ...responses.slice(2)])))).toEqual([
      sentence,
    ]);
    // A separator at the end of each line is no cell.
    expect(
      await run(responses.map((line, row) => (row === 0 ? `${line}\n` : `${line},\n`)).join('')),
    ).toEqual(usual);
  });

  it('and what stands under no title elsewhere is told, not dropped', async () => {
    const middle = toCells(responses).map(([first, ...others], row) => [
      first!,
      row === 2 ? 'let op' : '',
      ...others,
    ]);
    expect(await refuse(toText(middle))).toEqual([
      'responses.csv: row 3: There is something in this row under a column without a name. Put a name in row 1, or take the column out. Only the first column may have names of rows.',
    ]);
    const empty = middle.map(([first, , ...others]) => [first!, '', ...others]);
    expect(await run(toText(empty))).toEqual(usual);
    expect(await refuse(toText(withNames(toCells(responses), ['X'])))).toEqual([
      'responses.csv: row 1, column X: This column does not belong here. Correct its name or take it out.',
    ]);
    const last = toCells(responses).map((cells, row) => [...cells, row === 0 ? 'Unnamed: 0' : '1']);
    expect(await refuse(toText(last))).toEqual([
      expect.stringContaining('column Unnamed: 0: This column does not'),
    ]);
  });
});

it('a table that was written for Excel is read, and one for programs', async () => {
  const toTable = (lines: readonly string[]) => {
    const [header, ...rows] = toCells(lines);
    const toCell = (cell: string) => (cell !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell);
    return { header: header!, rows: rows.map((cells) => cells.map(toCell)) };
  };
  for (const write of [writeCsvForPeople, writeCsvForPrograms])
    expect(await run(write(toTable(responses)), write(toTable(partners)))).toEqual(usual);
});

// R is on few machines; what it writes stands in the tests above too.
const hasR = spawnSync('Rscript', ['--version']).status === 0;

describe.runIf(hasR)('what R itself reads and writes', () => {
  it.each([
    ['write.csv(x, f)'],
    ['write.csv(x, f, row.names = FALSE)'],
    ['write.csv2(x, f)'],
    ['write.table(x, f, sep = ",")'],
    ['write.table(x, f, sep = "\\t", quote = FALSE)'],
    ['write.table(x, f, sep = ",", col.names = NA)'],
    ['write.table(x, f, sep = ";", dec = ",", na = "")'],
  ])('%s', async (write) => {
    const [partnerFile, responseFile] = [
      save('in-partners.csv', toText(toCells(partners))),
      save('in-responses.csv', toText(toCells(responses))),
    ];
    const files = [
      partnerFile,
      join(folder, 'r-partners.csv'),
      responseFile,
      join(folder, 'r-responses.csv'),
    ];
    const script = `a <- commandArgs(TRUE); for (i in c(1, 3)) { x <- read.csv(a[i], na.strings = ""); f <- a[i + 1]; ${write} }`;
    execFileSync('Rscript', ['--vanilla', '-e', script, ...files]);
    expect(
      await scoreFiles([
        ...['--partners', files[1]!, '--responses', files[3]!, '--instrument', instrument],
        ...['--unprotected', '--language', 'en'],
      ]),
    ).toEqual(usual);
  });

  it('read.csv reads a table for programs as it is, and read.csv2 one for people', () => {
    const table = {
      header: ['id', 'naam', 'deel'],
      rows: [
        ['a', 'Jansen, "Piet"; é', 0.25],
        ['b', '', -3],
      ] as (string | number)[][],
    };
    const read = (name: string, text: string) =>
      execFileSync('Rscript', [
        '--vanilla',
        '-e',
        `x <- ${name}(commandArgs(TRUE), fileEncoding = "UTF-8-BOM", encoding = "UTF-8"); cat(names(x), sum(x$deel), nchar(x$naam[1]))`,
        save('table.csv', text),
      ]).toString();
    expect(read('read.csv', writeCsvForPrograms(table))).toBe('id naam deel -2.75 17');
    expect(read('read.csv2', writeCsvForPeople(table))).toBe('id naam deel -2.75 17');
  });
});
