import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeProblem, type SurveyProblem } from '../../../survey/problems.ts';
import en from '../../../survey/texts/problems.en.json' with { type: 'json' };
import nl from '../../../survey/texts/problems.nl.json' with { type: 'json' };

test('every problem has a sentence in both languages, which fills in the same values', () => {
  const listSlots = (sentence: string) => (sentence.match(/\{\{\w+\}\}/g) ?? []).sort();
  expect(Object.keys(en)).toEqual(Object.keys(nl));
  for (const code of Object.keys(nl) as SurveyProblem['code'][]) {
    expect(nl[code]).toMatch(/[.]$/);
    expect(en[code]).toMatch(/[.]$/);
    expect(listSlots(en[code]), code).toEqual(listSlots(nl[code]));
  }
});

test('a sentence says what is wrong and what to do', () => {
  const problem: SurveyProblem = { where: 'trust-1', code: 'notAnAnswer', values: { min: 1, max: 5 } };
  expect(describeProblem(problem, 'nl')).toBe(
    'Dit is geen antwoord op deze stelling. Kies een heel getal van 1 tot en met 5, of ‘weet ik niet’ (unknown).',
  );
  expect(describeProblem(problem, 'en')).toContain('Choose a whole number from 1 to 5');
});

test('what somebody typed stands in the sentence as typed, whatever it looks like', () => {
  const hostile = fc.oneof(fc.string(), fc.constantFrom('$t(missing)', '{{id}}', '$&', '<b>', '__proto__'));
  fc.assert(
    fc.property(hostile, (code) => {
      const sentence = describeProblem({ where: 'known', code: 'unknownPartner', values: { code } }, 'en');
      expect(sentence).toBe(
        `The partner with code ‘${code}’ is not in this questionnaire. Choose a partner from the list.`,
      );
    }),
  );
});
