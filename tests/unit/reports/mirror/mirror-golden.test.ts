/** The mirror of a partner as it was looked at and found good: `npm run golden` renews what it is held against. */
import { expect, test } from 'vitest';
import { readGolden, toGolden } from '../../../support/golden.ts';
import { mirrorGoldenCases } from '../../../support/mirror-cases.ts';

test.each(Object.keys(mirrorGoldenCases))('%s is the golden page, to the letter', async (name) => {
  expect(toGolden(mirrorGoldenCases[name]!())).toBe(String(await readGolden(`${name}.html`)));
});
