import { expect, test } from 'vitest';
import { checkMailAddress, tidyMailAddress } from '../../../../server/text/check-mail-address.ts';

test.each([
  'jan@ggd.nl',
  "o'neill+ggd@sub.example.co.uk",
  'jürgen@bücher.example',
  '用户@例子.中国',
  'a@xn--bcher-kva.example',
])('%s is an address', (address) => {
  expect(checkMailAddress('email', address)).toEqual([]);
});

test.each([
  ['', 'empty'],
  ['jan.ggd.nl', 'mailWithoutAt'],
  ['jan@@ggd.nl', 'mailWithAts'],
  ['jan @ggd.nl', 'mailSlip'],
  ['jan de boer@ggd.nl', 'mailWithSpace'],
  ['..@ggd.nl', 'mailWithDots'],
  ['jan@ggd.nl\r\nBcc', 'mailWithSpace'],
  ['jan@ggd.nl\u0000', 'controlCharacter'],
  ['jan@ggd,nl', 'mailSlip'],
  ['<jan@ggd.nl>', 'mailWithSign'],
  ['@ggd.nl', 'mailWithoutName'],
  ['jan@', 'mailWithoutDomain'],
  ['jan@ggd', 'mailWithoutDomain'],
  ['jan@ggd.', 'mailWithoutDomain'],
  ['jan@.nl', 'mailWithoutDomain'],
  ['jan@-ggd.nl', 'mailWithoutDomain'],
  ['jan@127.0.0.1', 'mailWithoutDomain'],
  [`${'j'.repeat(250)}@x.nl`, 'tooLong'],
])('%j is none: %s', (address, code) => {
  expect(checkMailAddress('email', address)).toEqual([expect.objectContaining({ where: 'email', code })]);
});

test('what came along is taken off, and the domain is in small letters', () => {
  expect(tidyMailAddress(' mailto:Jan@GGD.NL\u200B ')).toBe('Jan@ggd.nl');
});
