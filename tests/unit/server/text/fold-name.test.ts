import { expect, test } from 'vitest';
import { foldName, foldOrganisation } from '../../../../server/text/fold-name.ts';

test.each([
  ['Crèche Één & Zn.', 'creche een zn'],
  ['ΆΛΦΑ', 'αλφα'],
  ['Андрей', 'андреи'],
  ['  G.G.D. ', 'g g d'],
  ['Zorg\u2764\uFE0F', 'zorg'],
  ['1\uFE0F\u20E3', '1'],
  ['\u0301a\u0301\u0302', 'a'],
  ['葛\u{E0100}', '葛'],
])('accents on Latin, Greek and Cyrillic letters and signs do not count: %j', (name, folded) => {
  expect(foldName(name)).toBe(folded);
});

test('a mark that is a vowel or makes another letter counts', () => {
  expect(new Set(['कमल', 'कमला', 'कमली'].map(foldName)).size).toBe(3);
  expect(new Set(['कमल', 'कमला', 'कमली'].map(foldOrganisation)).size).toBe(3);
  expect(foldName('かき')).not.toBe(foldName('かぎ'));
  expect(foldName('कमला, कमल')).toBe('कमला कमल');
});
