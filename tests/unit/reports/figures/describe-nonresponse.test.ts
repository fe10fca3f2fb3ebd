import { expect, test } from 'vitest';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import { describeNonresponse } from '../../../../reports/figures/describe-nonresponse.ts';
import type { DisclosedNonresponse } from '../../../../scoring/disclose-nonresponse.ts';
import { answerWeert, makeInput } from '../../../support/factsheet-inputs.ts';
import { readWords } from '../../../support/read-html.ts';

const nonresponse: DisclosedNonresponse = {
  partners: { of: 21, answered: 10, complete: 10 },
  people: { of: 45, answered: 18, complete: 13, brokenOff: { withheld: 'minimum' } },
  kinds: [
    { kind: 'welfare', of: 6, answered: 5 },
    { kind: null, of: 15, answered: 5 },
  ],
  unknown: 0.05,
  open: 0,
  sameAnswer: 0.3,
};
const input = makeInput(answerWeert(), { nonresponse });

test('the small print says who stayed away, of which kind, and what was left open', () => {
  expect(readWords(renderFactsheet(input))).toContain(
    '10 van de 21 (48%) partners deden mee, en 18 van de 45 (40%) mensen die waren uitgenodigd. ' +
      'Wie niet meedeed, kan er anders over denken. ' +
      'Van deze soorten deden minstens 5 partners mee: Welzijn (5 van de 6) en zonder soort (5 van de 15). ' +
      'Van de stellingen kreeg ongeveer 5% het antwoord ‘weet ik niet’, en bleef minder dan 3% open. ' +
      'Van de mensen koos ongeveer 30% bij elke stelling hetzelfde antwoord.',
  );
});

test('what may not be shown is not spoken of', () => {
  const withheld = { withheld: 'minimum' } as const;
  const [said] = describeNonresponse({
    ...input,
    language: 'en',
    nonresponse: { ...nonresponse, kinds: [], sameAnswer: withheld },
  });
  expect(said).toMatch(/^10 of the 21 \(48%\) partners took part/);
  expect(said).not.toMatch(/kinds|same answer/);
  expect(describeNonresponse({ ...input, nonresponse: withheld })).toEqual([]);
  expect(describeNonresponse({ ...input, nonresponse: undefined })).toEqual([]);
});
