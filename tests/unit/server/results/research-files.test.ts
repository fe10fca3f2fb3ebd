import { expect, test } from 'vitest';
import { nameByLetters, type ResearchData } from '../../../../server/results/research/research-data.ts';
import { tabulateQuality } from '../../../../server/results/research/tabulate-quality.ts';
import { listCodebook, tabulateAnswers } from '../../../../server/results/research/tabulate-research-data.ts';
import { writeCsvForPrograms } from '../../../../server/web/write-csv.ts';
import { findInstrument } from '../../../../survey/versions.ts';
import { answerAlike, makeInput } from '../../../support/factsheet-inputs.ts';
import { fourFacets } from '../../../support/small-networks.ts';

const respondents: ResearchData['respondents'] = [
  { id: 'r1', partner: 'A', answers: { w1: 4, w2: null, x1: 4, y1: 4, y2: 4, z1: 4, z2: 4 } },
  { id: 'r2', partner: 'B', answers: { w1: 1, w2: null, x1: 2, x2: 3 } },
];
const data = { instrument: fourFacets, partners: [], respondents };

test('‘weet ik niet’ is written apart from left open', () => {
  expect(writeCsvForPrograms(tabulateAnswers(data))).toBe(
    'respondent,partner,w1,w2,x1,x2,y1,y2,z1,z2\r\nr1,A,4,unknown,4,,4,4,4,4\r\nr2,B,1,unknown,2,3,,,,\r\n',
  );
});

test('letters of partners are never NA, which programs take for a missing value', () => {
  const codes = Array.from({ length: 1000 }, (_none, index) => nameByLetters(index));
  expect(new Set(codes).size).toBe(1000);
  expect(codes).not.toContain('NA');
  expect([codes[0], codes[25], codes[26], codes[363], codes[364]]).toEqual(['A', 'Z', 'AA', 'MZ', 'NB']);
});

test('the codebook says which statements are reversed, and what unknown means', () => {
  const codebook = listCodebook(findInstrument('ketenspiegel', '2')!);
  expect(codebook.filter(({ reversed }) => reversed)).toHaveLength(7);
  expect(codebook[0]!.values.nl).toMatch(/; unknown = Weet ik niet/);
  expect(listCodebook(fourFacets)[0]!.values).toEqual({ nl: '1-5', en: '1-5' });
});

test('quality counts statements and people of the file, and leaves out rates that were not counted', () => {
  const { scores } = makeInput(answerAlike(['A', 'B'], () => 3));
  const lines = writeCsvForPrograms(tabulateQuality(data, scores, undefined)).split('\r\n');
  expect(lines[0]).toBe('measure,id,count,of,share,low,high,withheld');
  expect(lines).toEqual(
    expect.arrayContaining([
      'unknown,w2,2,2,1,,,',
      'open,w2,0,2,0,,,',
      'open,x2,1,2,0.5,,,',
      'same_answer,one,1,2,0.5,,,',
      'same_answer,two,1,1,1,,,',
      'same_answer,,1,1,1,,,',
      'mean_bounds,sharing,,2,,,,minimum',
    ]),
  );
  expect(lines.filter((line) => line.startsWith('rr'))).toEqual([]);
});

test('a rate that is withheld has its reason in the place of the figure', () => {
  const { scores } = makeInput(answerAlike(['A', 'B'], () => 3));
  const outcomes = { of: 20, answered: 10, complete: { withheld: 'minimum' as const } };
  const table = tabulateQuality(data, scores, {
    partners: outcomes,
    people: { ...outcomes, brokenOff: 5 },
    kinds: [{ kind: 'school', of: 8, answered: 6 }],
    unknown: 0,
    open: 0,
    sameAnswer: 0.2,
  });
  const lines = writeCsvForPrograms(table).split('\r\n');
  expect(lines.slice(1, 7)).toEqual([
    'rr1,partners,,20,,,,minimum',
    'rr2,partners,10,20,0.5,,,',
    'rr1,people,,20,,,,minimum',
    'rr2,people,10,20,0.5,,,',
    'broken_off,people,5,20,0.25,,,',
    'rr2_kind,school,6,8,0.75,,,',
  ]);
});
