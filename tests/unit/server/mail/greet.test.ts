/** How mails and letters address somebody, whatever stands in the list. */
import { expect, test } from 'vitest';
import { greet } from '../../../../server/mail/greet.ts';

test.each([
  ['Anna', 'Punt Welzijn', 'Beste Anna,', 'Dear Anna,'],
  [
    '',
    'Punt Welzijn',
    'Beste medewerker of vrijwilliger van Punt Welzijn,',
    'Dear employee or volunteer of Punt Welzijn,',
  ],
  [
    ' - ',
    'Punt Welzijn',
    'Beste medewerker of vrijwilliger van Punt Welzijn,',
    'Dear employee or volunteer of Punt Welzijn,',
  ],
  ['???', '—', 'Hallo,', 'Hello,'],
  ['Anna,', '', 'Beste Anna,', 'Dear Anna,'],
  ['Anna\nBcc: iedereen', 'x', 'Beste Anna Bcc: iedereen,', 'Dear Anna Bcc: iedereen,'],
  [
    "M.-J. d'Ängelo-Ørsted (zij/haar)",
    'x',
    "Beste M.-J. d'Ängelo-Ørsted (zij/haar),",
    "Dear M.-J. d'Ängelo-Ørsted (zij/haar),",
  ],
  ['王小明', 'x', 'Beste 王小明,', 'Dear 王小明,'],
  ['محمد', 'x', 'Beste \u2068محمد\u2069,', 'Dear \u2068محمد\u2069,'],
  ['Cornelia'.repeat(25), 'x', `Beste ${'Cornelia'.repeat(25)},`, `Dear ${'Cornelia'.repeat(25)},`],
])('%j of %j', (person, partner, dutch, english) => {
  expect(greet('nl', { person, partner })).toBe(dutch);
  expect(greet('en', { person, partner })).toBe(english);
});
