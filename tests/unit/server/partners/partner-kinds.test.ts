import { expect, test } from 'vitest';
import kindsEn from '../../../../reports/words/kinds.en.json' with { type: 'json' };
import kindsNl from '../../../../reports/words/kinds.nl.json' with { type: 'json' };
import { partnerKinds } from '../../../../server/partners/partner-kinds.ts';

test('every kind of partner that a list may hold has a name on the factsheet, in both languages', () => {
  expect(Object.keys(kindsNl)).toEqual(partnerKinds);
  expect(Object.keys(kindsEn)).toEqual(partnerKinds);
});
