import { expect, test } from 'vitest';
import { tidyText } from '../../../../server/text/check-text.ts';

test.each([
  ['Jan\u200CJansen', 'JanJansen'],
  ['Jan\u200D', 'Jan'],
  ['\u200C\u200Dکتاب', 'کتاب'],
  ['کتاب\u200C Jan', 'کتاب Jan'],
  ['کتاب\u200C\u200DJan', 'کتابJan'],
  // A letter of two units, Latin or not.
  ['\u{1DF00}\u200Dक', '\u{1DF00}क'],
  ['क\u200D\u{1DF00}', 'क\u{1DF00}'],
  ['\u{11005}\u200D\u{11005}', '\u{11005}\u200D\u{11005}'],
])('a joiner at a Latin letter or at the edge of a word means nothing: %j', (text, tidy) => {
  expect(tidyText(text)).toBe(tidy);
});

test.each(['می\u200Cخواهم', 'क\u094D\u200Dष', 'ක\u0DCA\u200D\u200Cෂ'])(
  'a joiner between other letters stays: %j',
  (text) => {
    expect(tidyText(text)).toBe(text);
  },
);
