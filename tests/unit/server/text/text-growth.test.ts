/** Eight times the text costs about eight times the work, whatever somebody pastes. */
import { expect, test } from 'vitest';
import { checkMailAddress, tidyMailAddress } from '../../../../server/text/check-mail-address.ts';
import { checkText, tidyText } from '../../../../server/text/check-text.ts';
import { foldName } from '../../../../server/text/fold-name.ts';
import { measureGrowth } from '../../../support/measure-growth.ts';

/** Quadratic work gives 64; in between lies what a busy machine adds. */
const aboutLinear = 30;

test.each<[string, number, (size: number) => unknown]>([
  ['joiners between letters', 800, (n) => tidyText(`क${'\u200D'.repeat(n)}क`)],
  ['joiners in turn', 400, (n) => tidyText(`ک${'\u200C\u200D'.repeat(n)}ک`)],
  ['joiners with letters between', 2_000, (n) => tidyText('ک\u200C'.repeat(n))],
  ['spaces', 4_000, (n) => checkText('name', tidyText(`a${' '.repeat(n)}b`))],
  ['quotation marks in an address', 4_000, (n) => tidyMailAddress(`a${'"'.repeat(n)}a@x.nl`)],
  ['smaller signs in an address', 4_000, (n) => tidyMailAddress(`a${'<>'.repeat(n)}a@x.nl`)],
  ['spaces in an address', 4_000, (n) => checkMailAddress('email', `a${' '.repeat(n)}b@x.nl`)],
  ['full stops in an address', 4_000, (n) => checkMailAddress('email', `a${'. '.repeat(n)}b@x.nl`)],
  ['marks on a letter', 4_000, (n) => foldName(`a${'\u0301'.repeat(n)}-`)],
  ['marks on a letter that keeps them', 4_000, (n) => foldName(`क${'\u0941'.repeat(n)}-`)],
  ['signs in a name', 4_000, (n) => foldName(`a${'-\u0301'.repeat(n)}b`)],
])('%s', (_what, size, work) => {
  expect(measureGrowth(work, size)).toBeLessThan(aboutLinear);
});
