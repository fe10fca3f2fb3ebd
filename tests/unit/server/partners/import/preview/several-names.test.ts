/** Two names in one cell become one person, which the preview says. */
import { expect, test } from 'vitest';
import { readPartnerSheet } from '../../../../../../server/partners/import/preview/read-partner-sheet.ts';
import { readText } from '../../../../../../server/partners/import/spreadsheets/read-text.ts';
import { refuseProblems } from '../../../../../../server/text/problems.ts';
import { measureGrowth } from '../../../../../support/measure-growth.ts';

function read(name: string, address: string, titles = 'organisatie\tcontactpersoon\tmail') {
  return readPartnerSheet(readText(`${titles}\nGGD\t${name}\t${address}`), { stored: [] });
}

test.each([
  'Jan Jansen, Piet Pieters',
  'J. Jansen, P. Pieters',
  'Jan, Piet, Els',
  'Jan en Piet',
  'Jan & Piet de Boer',
  'Jan and Piet',
  'Jan + Piet',
  'Jan / Piet',
  'Jan Jansen/Piet Pieters',
  'Jan; Piet',
  'Jan | Piet',
  '"Jan Jansen\nPiet Pieters"',
])('%j is several names', (name) => {
  for (const address of ['', 'info@ggd.nl']) {
    const { problems, warnings, partners } = read(name, address);
    expect(problems).toEqual([]);
    expect(warnings).toMatchObject([{ where: { row: 2, column: 'contactpersoon' }, code: 'severalNames' }]);
    expect(partners![0]!.people).toHaveLength(1);
  }
});

test.each([
  'Jan Jansen',
  'Vries, Jan de',
  'de Vries, Jan Piet',
  'van der Berg - de Boer, Anna Maria',
  'Jansen, J.P.',
  'Jan Jansen, MSc',
  'Jan v/d Berg',
  'p/a Jan Jansen',
  'Jan Jansen (hij/hem)',
  'Jan/',
  'Jan 06 / 12',
  'Jeroen Enting',
  '"Jan\nJansen"',
  '+ Jan',
])('%j is one name', (name) => {
  expect(read(name, 'info@ggd.nl').warnings).toEqual([]);
});

test('a name for each address gives no warning, and a name in the cell of the address does', () => {
  expect(read('Jan en Piet', 'jan@ggd.nl; piet@ggd.nl').warnings).toEqual([]);
  expect(read('', 'Jan en Piet <info@ggd.nl>').warnings).toMatchObject([
    { where: { row: 2, column: 'mail' }, code: 'severalNames' },
  ]);
  expect(read('Jan en Els', 'Bos', 'organisatie\tvoornaam\tachternaam').warnings).toMatchObject([
    { where: { row: 2, column: 'voornaam' }, code: 'severalNames' },
  ]);
});

test('the sentence says what to do', () => {
  const faults = refuseProblems(read('Jan en Piet', '').warnings).faults('nl');
  expect(faults.map(({ sentence }) => sentence)).toEqual([
    'Dit lijken meer namen. Wij maken er één persoon van. Zijn het meer mensen? Zet elke persoon dan op een eigen rij.',
  ]);
});

test.each<[string, string]>([
  ['slashes', '/'],
  ['opening brackets', '('],
  ['commas', ', '],
  ['letters with slashes', 'a/a '],
  ['the word between names', ' en'],
  ['dashes', ' -'],
])('many %s cost linear work', (_what, sign) => {
  expect(measureGrowth((n) => read(`Jan${sign.repeat(n)}Piet`, 'info@ggd.nl'), 4_000, 3)).toBeLessThan(30);
});
