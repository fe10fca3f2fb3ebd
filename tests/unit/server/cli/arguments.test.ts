import { expect, test } from 'vitest';
import { findCommand, readArguments } from '../../../../server/cli/commands.ts';
import { adminTexts } from '../../../../server/cli/texts.ts';

const t = adminTexts('nl');

function read(...[name, ...typed]: [string, ...string[]]) {
  return readArguments(findCommand(name, t), typed, t);
}

test('words and options are read in any order', () => {
  const expected = { words: ['7'], options: { name: '2026', closes: '2090-01-01' } };
  expect(read('open-round', '7', '--name', '2026', '--closes', '2090-01-01')).toEqual(expected);
  expect(read('open-round', '--closes=2090-01-01', '--name=2026', '7')).toEqual(expected);
});

test.each([
  [['dance'], "De opdracht 'dance' bestaat niet."],
  [['status'], "Na 'status' hoort METING; er staat niets."],
  [['status', '1', '2'], "Na 'status' hoort METING; er staat 1 2."],
  [['networks', '1'], "Na 'networks' hoort niets; er staat 1."],
  [['status', 'x'], "METING is een nummer; 'x' is dat niet."],
  [['status', '99999999999999999999'], 'METING is een nummer'],
  [['status', '1', '--fast'], "De optie --fast past niet bij 'status'"],
  [['open-round', '1', '--name'], 'De optie --name'],
] as const)('%j is refused with a sentence', (words, sentence) => {
  expect(() => read(...(words as unknown as [string]))).toThrow(sentence);
});
