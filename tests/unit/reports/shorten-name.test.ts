import { expect, test } from 'vitest';
import { shortenName } from '../../../reports/shorten-name.ts';

test('a name that fits stays as it is', () => {
  expect(shortenName('Voedselbank De Mand', 40)).toBe('Voedselbank De Mand');
});

test('a long name is cut with an ellipsis, within its length', () => {
  expect(shortenName('x'.repeat(200), 10)).toBe(`${'x'.repeat(9)}…`);
});

test('an emoji is not cut in half', () => {
  expect(shortenName('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2)).toBe('👩‍👩‍👧‍👦…');
});

test('line ends and characters that turn the reading direction become a space', () => {
  expect(shortenName('Regel een\r\nRegel twee')).toBe('Regel een Regel twee');
  expect(shortenName('a\u202eb\u2069c\u0000d')).toBe('a b c d');
});

test('a name that is read from right to left does not pull the rest of the sentence along', () => {
  expect(shortenName('שלום')).toBe('\u2068שלום\u2069');
});
