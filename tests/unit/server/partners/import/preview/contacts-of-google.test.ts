/** Lists as programs for contacts export them: the name of a person as a whole and in parts, and several addresses. */
import { expect, test } from 'vitest';
import { readPartnerSheet } from '../../../../../../server/partners/import/preview/read-partner-sheet.ts';
import { readText } from '../../../../../../server/partners/import/spreadsheets/read-text.ts';

function read(...lines: string[]) {
  const { problems, partners } = readPartnerSheet(readText(lines.join('\n')), { stored: [] });
  const people = partners?.flatMap((partner) => partner.people.map(({ name, email }) => [name, email]));
  return { problems: problems.map(({ code }) => code), people };
}

const older = 'Name,Given Name,Additional Name,Family Name,Organization 1 - Name,E-mail 1 - Value';

test('beside a first and a last name the name is the whole of it', () => {
  expect(
    read(
      older,
      'Jan de Vries,Jan,de,Vries,GGD,jan@ggd.nl',
      ',Els,,Bos,GGD,els@ggd.nl',
      'Piet,,,,GGD,piet@ggd.nl',
    ),
  ).toEqual({
    problems: [],
    people: [
      ['Jan de Vries', 'jan@ggd.nl'],
      ['Els Bos', 'els@ggd.nl'],
      ['Piet', 'piet@ggd.nl'],
    ],
  });
});

test('addresses with three colons between them are several', () => {
  expect(read(older, ',,,,GGD,jan@ggd.nl ::: els@ggd.nl').people).toEqual([
    ['', 'jan@ggd.nl'],
    ['', 'els@ggd.nl'],
  ]);
  expect(read(older, 'Jan,Jan,,,GGD,jan@ggd.nl ::: jan@thuis.nl').problems).toEqual(['severalAddresses']);
  expect(read(older, 'Jan,Jan,,,GGD,jan@ggd.nl ::: JAN@ggd.nl').people).toEqual([['Jan', 'jan@ggd.nl']]);
});

test.each<[string, string[], string[]]>([
  [
    'the whole name',
    ['Jan;Jan de Vries', 'Els;Bos, Els', 'Bo;', ';Team', 'Jo;Jo'],
    ['Jan de Vries', 'Bos, Els', 'Bo', 'Team', 'Jo'],
  ],
  [
    'the whole name, on two printed pages',
    ['Jan;Jan de Vries', 'VOORNAAM;naam', 'J.;J. Bos'],
    ['Jan de Vries', 'J. Bos'],
  ],
  ['the last name', ['Jan;de Vries', 'Els;Bos', ';Team'], ['Jan de Vries', 'Els Bos', 'Team']],
  ['the last name, which may be the same as the first', ['Ali;Ali', 'Jan;Jansen'], ['Ali Ali', 'Jan Jansen']],
])('beside a first name alone the name is %s, which the rows tell', (_what, rows, names) => {
  const lines = rows.map((row, index) => `${row === 'VOORNAAM;naam' ? 'organisatie' : `P${index}`};${row}`);
  const { problems, people } = read('organisatie;voornaam;naam', ...lines);
  expect(problems).toEqual([]);
  expect(people?.map(([name]) => name)).toEqual(names);
});
