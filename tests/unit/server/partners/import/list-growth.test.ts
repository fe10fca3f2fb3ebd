/** Eight times the list costs about eight times the work, whatever is in its cells; and too much of it is a sentence. */
import { expect, test } from 'vitest';
import { readPartnerSheet } from '../../../../../server/partners/import/preview/read-partner-sheet.ts';
import { checkList, previewList } from '../../../../../server/partners/import/read-list.ts';
import { readText } from '../../../../../server/partners/import/spreadsheets/read-text.ts';
import { writeSheet } from '../../../../../server/partners/import/spreadsheets/write-sheet.ts';
import type { Refusal } from '../../../../../server/text/refusal.ts';
import { sheetLimits } from '../../../../../server/web/limits.ts';
import { measureGrowth } from '../../../../support/measure-growth.ts';

const header = 'organisatie\tcontactpersoon\te-mail\n';
/** Quadratic work gives 64; in between lies what a busy machine adds. */
const aboutLinear = 30;

/** All that is done with a pasted list, in this process. */
function read(text: string) {
  const sheet = readText(text);
  return [readPartnerSheet(sheet, { stored: [] }), writeSheet(sheet)];
}

test.each<[string, number, (size: number) => string]>([
  ['spaces in a name', 4_000, (n) => `${header}School\tJan${' '.repeat(n)}Piet\tx@y.nl;z@y.nl`],
  ['spaces in an address', 4_000, (n) => `${header}School\tJan\tx@y.nl${' '.repeat(n)}z@y.nl`],
  ['opening brackets in a title', 4_000, (n) => `${'('.repeat(n)}\torganisatie\nx\tSchool`],
  ['square brackets in a title', 4_000, (n) => `${'['.repeat(n)}\torganisatie\nx\tSchool`],
  ['smaller signs in an address', 4_000, (n) => `${header}School\tJan\t${'<'.repeat(n)}>x`],
  ['empty lines', 10_000, (n) => `${header}${'\n'.repeat(n)}School\tJan\tx@y.nl`],
  ['rows without anything in them', 5_000, (n) => `${header}${'\t\t\n'.repeat(n)}School\tJan\tx@y.nl`],
  ['quotation marks', 4_000, (n) => `${header}School\t${'""'.repeat(n)}\tx@y.nl`],
  ['dashes in a name', 4_000, (n) => `${header}${'-'.repeat(n)}a${'-'.repeat(n)}\tJan\tx@y.nl`],
  [
    'partners of one name with an id each',
    250,
    (n) => `id\torganisatie\n${Array.from({ length: n }, (_, i) => `p${i}\tSchool`).join('\n')}`,
  ],
  [
    'rows of one partner with another kind each',
    250,
    (n) => `organisatie\tomvang\n${Array.from({ length: n }, (_, i) => `School\t${i + 1}`).join('\n')}`,
  ],
  [
    'one name many times and many others under it',
    250,
    (n) =>
      `id\torganisatie\n${Array.from({ length: n }, (_, i) => `${i % 2 ? `p${i}` : 'p'}\tSchool`).join('\n')}`,
  ],
])('%s', (_what, size, write) => {
  expect(measureGrowth((n) => read(write(n)), size)).toBeLessThan(aboutLinear);
});

test('empty lines keep the numbers of the rows below, and come back when the list is written', () => {
  const sheet = readText('naam\tsoort\n\n\n"a\nb"\tschool\n\nc\tschool\n');
  expect(sheet.rows.map(({ number }) => number)).toEqual([1, 4, 6]);
  expect(readText(writeSheet(sheet))).toEqual(sheet);
});

async function refuse(text: string): Promise<string[]> {
  const refusal = await checkList({ text }, { stored: [], mustReadAll: false }).then(
    ({ problems }) => problems.map(({ code }) => code),
    (error: Refusal) => error.faults('nl').map(({ sentence }) => sentence),
  );
  return refusal;
}

test('a million rows are refused with a sentence, in a process of their own that keeps none of them', async () => {
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  const text = `naam\n${'School\n'.repeat(1_000_000)}`;
  expect(await refuse(text)).toEqual(['tooManyRows']);
  const after = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  expect(after - before).toBeLessThan(200 * 1024 * 1024);
});

test.each([
  ['columns', `naam${';x'.repeat(sheetLimits.columns + 1)}\nSchool\n`],
  ['characters', `naam\n${`${'x'.repeat(1_000)}\n`.repeat(sheetLimits.characters / 1_000 + 1)}`],
])('too many %s are refused with a sentence', async (_what, text) => {
  expect(await refuse(text)).toEqual([expect.stringMatching(/te veel in dit bestand/)]);
});

test('this process goes on while the largest list is read', async () => {
  const row = (n: number) => `Partner ${n}\tMens ${n}\tmens${n}@x.example\n`;
  const text = header + Array.from({ length: sheetLimits.rows }, (_, n) => row(n)).join('');
  let turns = 0;
  const clock = setInterval(() => {
    turns += 1;
  }, 1);
  const { isRight, view } = await previewList({ text }, { stored: [], language: 'nl' });
  clearInterval(clock);
  expect(isRight).toBe(true);
  expect(view.others).toHaveLength(sheetLimits.shownRows);
  expect(turns).toBeGreaterThan(20);
});
