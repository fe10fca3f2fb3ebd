import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { scoreFiles } from '../../../../scoring/command/score-files.ts';
import type { Scores } from '../../../../scoring/scores.ts';

const folder = mkdtempSync(join(tmpdir(), 'ketenspiegel-score-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file and gives its path. */
function save(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const instrument = save(
  'instrument.json',
  JSON.stringify({
    id: 'small',
    version: 1,
    scale: { min: 1, max: 5 },
    concepts: [{ id: 'c', facets: [{ id: 'f', items: [{ id: 'a' }, { id: 'b', reversed: true }] }] }],
  }),
);
const partners = save(
  'partners.csv',
  'id,name,kind,size\nP1,Een,,\nP2,Twee,police,4\nP3,Drie,,\nP4,Vier,,\nP5,Vijf,,\n',
);
const answers = 'respondent,partner,a,b\nR1,P1,1,5\nR2,P2,2,4\nR3,P3,3,3\nR4,P4,4,\nR5,P5,5,1\n';
const responses = save('responses.csv', answers);

async function score(...words: string[]): Promise<Scores> {
  const outcome = await scoreFiles(words);
  if ('lines' in outcome) throw new Error(outcome.lines.join('\n'));
  return JSON.parse(outcome.output);
}

async function refuse(...words: string[]): Promise<string[]> {
  const outcome = await scoreFiles(['--language', 'en', ...words]);
  if ('output' in outcome) throw new Error('It was scored.');
  return outcome.lines.map((line) => line.replaceAll(`${folder}/`, ''));
}

const usual = ['--partners', partners, '--responses', responses, '--instrument', instrument];

it('takes ‘unknown’ for ‘I don’t know’, which counts as missing, for statements and not for contacts', async () => {
  const unknown = save('unknown.csv', answers.replace('R4,P4,4,\n', 'R4,P4,4,unknown\n'));
  const of = (file: string) =>
    score('--partners', partners, '--responses', file, '--instrument', instrument, '--unprotected');
  expect(await of(unknown)).toEqual(await of(responses));
  const ties = save('unknown-ties.csv', 'from,to,frequency\nP1,P2,unknown\n');
  expect(await refuse(...usual, '--ties', ties)).toEqual([expect.stringContaining('‘unknown’')]);
});

describe('conditions', () => {
  const asking = save(
    'asking.json',
    JSON.stringify({
      ...JSON.parse(readFileSync(instrument, 'utf8')),
      conditions: { scale: { min: 1, max: 3 }, items: [{ id: 'time' }, { id: 'rules' }] },
    }),
  );
  const withColumn = answers
    .split('\n')
    .map((line, i) => (line ? `${line},${['time', 1, 2, 3, '', 1][i]}` : ''));
  const asked = ['--partners', partners, '--instrument', asking];

  it('are columns beside the items, which may be left out, and come out as a key of their own', async () => {
    const file = save('conditions.csv', withColumn.join('\n'));
    const { conditions, ...scores } = await score(...asked, '--responses', file, '--unprotected');
    expect(conditions).toMatchObject([
      { id: 'time', n: 4, mean: 1.75 },
      { id: 'rules', withheld: 'minimum' },
    ]);
    const bare = await score(...asked, '--responses', responses, '--unprotected');
    expect(bare).toEqual({ ...scores, conditions: [{ id: 'time', withheld: 'minimum' }, conditions![1]] });
    expect(await score(...usual)).not.toHaveProperty('conditions');
  });

  it('are refused off their own scale, and where the instrument does not ask them', async () => {
    const file = save('off.csv', withColumn.join('\n').replace(',3\n', ',4\n'));
    expect(await refuse(...asked, '--responses', file)).toEqual([
      expect.stringContaining('‘4’ is not an answer. Fill in a whole number from 1 to 3'),
    ]);
    expect(await refuse('--partners', partners, '--instrument', instrument, '--responses', file)).toEqual([
      expect.stringContaining('time'),
    ]);
  });
});

describe('files are scored', () => {
  it("with anybody's instrument, as the network's reader may see it", async () => {
    const scores = await score(...usual);
    expect(scores.coverage).toMatchObject({ partners: 5, answered: 5, respondents: 5 });
    expect(scores.facets).toMatchObject([{ id: 'f', concept: 'c', n: 5, mean: 3, index: 50 }]);
    expect(scores.partners).toEqual([]);
    expect(scores.ties).toEqual({ withheld: 'undefined' });
    expect(scores.change).toBeUndefined();
  });

  it('with everything in it when that is asked', async () => {
    const scores = await score(...usual, '--unprotected');
    expect(scores.partners).toMatchObject([
      { id: 'P1', respondents: 1, facets: { f: { mean: 1, index: 0 } } },
      {},
      {},
      {},
      {},
    ]);
  });

  it('with the latest questionnaire when no instrument is named', async () => {
    const lines = await refuse('--partners', partners, '--responses', responses);
    expect(lines).toContainEqual(expect.stringContaining('is missing. Add the column.'));
    expect(lines.filter((line) => line.includes('is missing'))).toHaveLength(28);
  });

  it('with contacts, and with an earlier round', async () => {
    const ties = save('ties.csv', 'from,to,frequency,familiarity\nP1,P2,4,2\nP2,P1,0,\nP3,P1,1,1\n');
    const before = save('before.csv', answers.replaceAll('P5', 'Gone').replaceAll(',1,5', ',2,4'));
    const scores = await score(...usual, '--ties', ties, '--previous-responses', before, '--unprotected');
    expect(scores.ties).toMatchObject({
      reporters: 5,
      density: 2 / 20,
      partners: [{ id: 'P1', degree: 2 }, {}, {}, {}, {}],
    });
    expect(scores.map).toMatchObject({
      nodes: [{ id: 'P1', name: 'Een', kind: null, size: null }, { size: 4 }, {}, {}, {}],
    });
    expect(scores.change).toMatchObject({ sharedItems: 2, facets: [{ id: 'f', withheld: 'minimum' }] });
  });

  it.each([
    ['semicolons and a mark, as Excel saves it', `\uFEFF${answers.replaceAll(',', ';')}`],
    ['tabs', answers.replaceAll(',', '\t')],
    ['quotation marks and Windows line ends', answers.replaceAll('P1', '"P1"').replaceAll('\n', '\r\n')],
    ['empty rows and spaces', `${answers.replaceAll(',', ' , ')}\n,,,\n\n`],
    [
      'columns in another order',
      'b,a,partner,respondent\n5,1,P1,R1\n4,2,P2,R2\n3,3,P3,R3\n,4,P4,R4\n1,5,P5,R5\n',
    ],
  ])('with %s', async (_title, content) => {
    const other = save('other.csv', content);
    expect(await score(...usual.with(3, other))).toEqual(await score(...usual));
  });

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-16 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['Windows-1252', (text: string) => Buffer.from(text, 'latin1')],
  ])('with names in %s', async (_encoding, encode) => {
    const named = save('named.csv', encode('id,name\nP1,Café Één\nP2,x\nP3,x\nP4,x\nP5,x\n'));
    const ties = save('ties.csv', 'from,to,frequency\nP1,P2,1\n');
    const { map } = await score(...usual.with(1, named), '--ties', ties);
    expect(map).toMatchObject({ nodes: [{ name: 'Café Één' }, {}, {}, {}, {}] });
  });

  it('the same from the shell, where problems go to standard error with exit code 1', async () => {
    const command = fileURLToPath(new URL('../../../../scoring/command/score.js', import.meta.url));
    const run = promisify(execFile);
    const { stdout, stderr } = await run(process.execPath, [command, ...usual]);
    expect(JSON.parse(stdout)).toEqual(await score(...usual));
    expect(stderr).toBe('');
    const failed = await run(process.execPath, [command, ...usual.with(1, 'nowhere.csv')]).catch(
      (error) => error,
    );
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toMatch(/^nowhere\.csv: .*ENOENT/);
  });
});

describe('files are refused, with all problems at once', () => {
  it('in every file, with row and column, and nothing is scored', async () => {
    const badPartners = save('bad-partners.csv', 'id,name,kind,size\nP1,Een,,-3\n,Twee,,\nP1,Drie,,\n');
    const badResponses = save(
      'bad-responses.csv',
      'respondent,partner,a,b\nR1,P1,7,x\nR1,P1,1,1\n,P1,1,1,9\nR4,,2.5,1\n',
    );
    expect(
      await refuse('--partners', badPartners, '--responses', badResponses, '--instrument', instrument),
    ).toEqual([
      'bad-partners.csv: row 2, column size: This is not a size. Fill in a number above 0, or leave the cell empty.',
      'bad-partners.csv: row 3, column id: There is no code in this cell. Fill in a code. NA stands for a missing value.',
      'bad-partners.csv: row 4, column id: The code ‘P1’ also stands in row 2. Give each partner its own code.',
      'bad-responses.csv: row 2, column a: ‘7’ is not an answer. Fill in a whole number from 1 to 5, or ‘unknown’ for ‘I don’t know’. Is there no answer? Leave the cell empty, or put NA in it.',
      'bad-responses.csv: row 2, column b: ‘x’ is not an answer. Fill in a whole number from 1 to 5, or ‘unknown’ for ‘I don’t know’. Is there no answer? Leave the cell empty, or put NA in it.',
      'bad-responses.csv: row 3, column respondent: Respondent ‘R1’ of this partner also stands in row 2. Take one out.',
      expect.stringContaining('bad-responses.csv: row 4: This row has more cells than row 1.'),
      'bad-responses.csv: row 4, column respondent: There is no code in this cell. Fill in a code. NA stands for a missing value.',
      'bad-responses.csv: row 5, column partner: There is no code in this cell. Fill in a code. NA stands for a missing value.',
      expect.stringContaining('bad-responses.csv: row 5, column a: ‘2.5’ is not an answer.'),
    ]);
  });

  it('with an unknown partner, an unknown item, an item twice and a missing one', async () => {
    const unknown = save('unknown.csv', 'respondent,partner,a,b\nR1,P9,1,1\n');
    expect(await refuse(...usual.with(3, unknown))).toEqual([
      'unknown.csv: row 2, column partner: The code ‘P9’ is not in the list of partners. Correct the code or add the partner.',
    ]);
    const header = save('header.csv', 'respondent,partner,a,a,z\nR1,P9,9,1,1\n');
    expect(await refuse(...usual.with(3, header))).toEqual([
      'header.csv: row 1, column a: This column is there twice. Take one out.',
      'header.csv: row 1, column z: This column does not belong here. Correct its name or take it out.',
      'header.csv: row 1: The column ‘b’ is missing. Add the column.',
    ]);
  });

  it('with ties to nobody, to oneself, or too frequent', async () => {
    const ties = save('ties.csv', 'from,to,frequency\nP1,P9,1\nP2,P2,1\nP1,P2,often\n');
    expect(await refuse(...usual, '--ties', ties)).toEqual([
      expect.stringContaining('ties.csv: row 2, column to: The code ‘P9’ is not in the list of partners.'),
      'ties.csv: row 3: Here a partner has contact with itself. Take the row out.',
      expect.stringContaining('ties.csv: row 4, column frequency: ‘often’ is not an answer.'),
    ]);
  });

  it.each([
    ['an empty file', '', 'There is nothing in this file.'],
    [
      'a picture',
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13),
      'This is not text.',
    ],
    ['half a quotation', 'respondent,partner,a,b\n"R1,P1,1,1\n', 'row 2: From here on this is not CSV'],
    ['another file', '{ "respondent": 1 }', 'The column ‘respondent’ is missing.'],
  ])('when a file is %s', async (_title, content, sentence) => {
    const lines = await refuse(...usual.with(3, save('other.csv', content)));
    expect(lines).toContainEqual(expect.stringContaining(sentence));
  });

  it('when the instrument is none', async () => {
    const broken = save('broken.json', '{');
    expect(await refuse(...usual.with(5, broken))).toEqual([
      expect.stringMatching(/^broken\.json: This is not JSON/),
    ]);
    const upsideDown = save(
      'upside-down.json',
      JSON.stringify({ id: 'x', version: 1, scale: { min: 5, max: 1 }, concepts: [] }),
    );
    const lines = await refuse(...usual.with(5, upsideDown));
    expect(lines.map((line) => line.split(': ')[1])).toEqual(expect.arrayContaining(['/scale', '/concepts']));
  });

  it('when the command line is wrong', async () => {
    expect(await refuse()).toEqual([
      'The option --partners is missing. Name the file.',
      'The option --responses is missing. Name the file.',
    ]);
    expect(await refuse(...usual, '--previous-instrument', instrument, '--language', 'fy')).toHaveLength(2);
    expect(await refuse('--partner', partners)).toHaveLength(1);
  });
});
