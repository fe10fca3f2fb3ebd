import { describe, expect, test } from 'vitest';
import { shortenApart, shortenName } from '../../../../reports/words/shorten-name.ts';

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

describe('names beside each other', () => {
  const sixty = Array.from(
    { length: 60 },
    (_none, i) => `Stichting Welzijn Buurtschap nummer ${i + 1} Limburg-Noord`,
  );

  test.each([18, 24, 34, 50])('within %i letters no two become alike', (length) => {
    const short = shortenApart(sixty, length);
    expect(new Set(short).size).toBe(60);
    for (const name of short) expect(name.length).toBeLessThanOrEqual(length);
  });

  test('that differ only in the middle keep the place where they differ', () => {
    const [a, b] = shortenApart(
      [`${'x'.repeat(90)}a${'y'.repeat(90)}`, `${'x'.repeat(90)}b${'y'.repeat(90)}`],
      20,
    );
    expect(a).toMatch(/^x+…x+ay+…$/);
    expect(b).toMatch(/^x+…x+by+…$/);
  });

  test('that fit stay as they are, also when two are the same', () => {
    expect(shortenApart(['Kerk', 'Kerk', 'School'], 10)).toEqual(['Kerk', 'Kerk', 'School']);
  });
});
