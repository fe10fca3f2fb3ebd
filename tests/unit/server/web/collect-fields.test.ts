/** Forms: the work grows with the fields and no faster, and the number of fields has a bound. */
import { expect, test } from 'vitest';
import { readForm } from '../../../../server/questionnaire/pages/form.ts';
import type { Refusal } from '../../../../server/text/refusal.ts';
import { tidyAllCharacters } from '../../../../server/text/tidy-characters.ts';
import { parseForm } from '../../../../server/web/collect-fields.ts';
import { formLimits } from '../../../../server/web/limits.ts';

function refuse(read: () => unknown): Partial<Refusal> | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return { statusCode: (error as Refusal).statusCode, code: (error as Refusal).code };
  }
}
const tooMany = { statusCode: 413, code: 'tooManyFields' };
const repeat = (n: number, one: (index: number) => string) => Array.from({ length: n }, (_, i) => one(i));

test('a form is read as a browser wrote it', () => {
  const sent = new URLSearchParams([
    ['a', '1'],
    ['b', 'é & ü = 100%'],
    ['a', '2'],
    ['', 'x'],
    ['__proto__', 'y'],
  ]).toString();
  const form = parseForm(sent);
  expect(Object.entries(form)).toEqual([
    ['a', ['1', '2']],
    ['b', 'é & ü = 100%'],
    ['', 'x'],
    ['__proto__', 'y'],
  ]);
  expect(parseForm('?a=%E0%A4%A&b=%')).toEqual({ '?a': '\uFFFD%A', b: '%' });
  expect(parseForm('')).toEqual({});
});

test.each<[string, (n: number) => string, number]>([
  ['one name', (n) => repeat(n, () => 'known=x').join('&'), formLimits.repeats],
  ['names of their own', (n) => repeat(n, (i) => `n${i}=x`).join('&'), formLimits.fields],
])('as many fields of %s as the bound are read, and one more is refused', (_what, write, bound) => {
  expect(Object.values(parseForm(write(bound))).flat()).toHaveLength(bound);
  expect(refuse(() => parseForm(write(bound + 1)))).toEqual(tooMany);
});

test('what is packed in a choice of the conflict page counts too', () => {
  const packed = (n: number) => ({ 'choice:0': repeat(n, () => 'known=x').join('&') });
  expect(readForm(packed(formLimits.repeats)).fields.known).toHaveLength(formLimits.repeats);
  expect(refuse(() => readForm(packed(formLimits.repeats + 1)))).toEqual(tooMany);
  const spread = Object.fromEntries(
    repeat(formLimits.repeats + 1, String).map((i) => [`choice:${i}`, 'known=x']),
  );
  expect(refuse(() => readForm(spread))).toEqual(tooMany);
});

test('a list in JSON stays one value, so that an answer in a list is no answer', () => {
  expect(readForm({ known: ['a', 'b'], 'values-1': [3], none: [] }).fields).toEqual({
    known: ['a', 'b'],
    'values-1': [3],
    none: [],
  });
});

test('what a database can not store becomes the sign for what can not be read, in names and values', () => {
  const sent = { 'a\0': ['\0x', { b: '\ud800' }], c: 1, d: null, e: Buffer.from('\0') };
  expect(tidyAllCharacters(sent, 8)).toEqual({
    'a\uFFFD': ['\uFFFDx', { b: '\uFFFD' }],
    c: 1,
    d: null,
    e: Buffer.from('\0'),
  });
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
  expect(refuse(() => tidyAllCharacters(deep, 32))).toEqual({ statusCode: 400, code: 'unreadableRequest' });
});
