import { expect, test } from 'vitest';
import kindsEn from '../../../reports/texts/kinds.en.json' with { type: 'json' };
import kindsNl from '../../../reports/texts/kinds.nl.json' with { type: 'json' };
import { partnerKinds } from '../../../server/partner-kinds.ts';

test('every kind of partner that a list may hold has a name on the factsheet, in both languages', () => {
  expect(Object.keys(kindsNl)).toEqual(partnerKinds);
  expect(Object.keys(kindsEn)).toEqual(partnerKinds);
});
