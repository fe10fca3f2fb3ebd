/** Parts of a bundle by themselves: names of columns, codes, kinds, XML, labels of SPSS, quality. */
import { describe, expect, test } from 'vitest';
import { codes, listStatements, nameColumn } from '../../../../../server/results/research/bundle/columns.ts';
import { listMeasurement } from '../../../../../server/results/research/bundle/list-measurement.ts';
import { scoreRound } from '../../../../../server/results/research/bundle/score-rounds.ts';
import {
  tabulateResponses,
  tabulateTies,
  toTable,
} from '../../../../../server/results/research/bundle/tables.ts';
import { tabulateQuality } from '../../../../../server/results/research/bundle/tabulate-quality.ts';
import { writeSpss } from '../../../../../server/results/research/bundle/write-spss.ts';
import { escapeXml } from '../../../../../server/results/research/bundle/write-xml.ts';
import { classifySize, hideTraits } from '../../../../../server/results/research/hide-traits.ts';
import { makePseudonyms } from '../../../../../server/results/research/pseudonyms.ts';
import type { ResearchRound } from '../../../../../server/results/research/research-data.ts';
import { writeCsvForPrograms } from '../../../../../server/web/write-csv.ts';
import type { Instrument } from '../../../../../survey/instrument.ts';
import { findInstrument, instruments } from '../../../../../survey/versions.ts';
import { answerAlike, makeInput } from '../../../../support/factsheet-inputs.ts';
import { fourFacets } from '../../../../support/small-networks.ts';

function makeRound(instrument: Instrument, own: Partial<ResearchRound> = {}): ResearchRound {
  return {
    id: '1',
    number: 1,
    name: 'Meting',
    closedAt: new Date('2026-06-01T10:00Z'),
    language: 'nl',
    instrument,
    hash: 'hash',
    partnersInRound: 2,
    partners: ['pa', 'pb'].map((code) => ({ code, kind: null, sizeClass: null })),
    respondents: [
      {
        id: 'r1',
        partner: 'pa',
        answers: { w1: 4, w2: null, x1: 4, y1: 4, y2: 4, z1: 4, z2: 4 },
        conditions: {},
      },
      { id: 'r2', partner: 'pb', answers: { w1: 1, w2: null, x1: 2, x2: 3 }, conditions: {} },
    ],
    contactPartners: [],
    ties: [],
    ...own,
  };
}

test('‘I don’t know’, left open and not asked are three codes, below every scale', () => {
  const next = { ...fourFacets, concepts: fourFacets.concepts.slice(0, 1) };
  const rounds = [makeRound(fourFacets), makeRound(next, { number: 2, name: 'Later' })];
  expect(
    writeCsvForPrograms(toTable(tabulateResponses(rounds)))
      .split('\r\n')
      .slice(0, 4),
  ).toEqual([
    'round,respondent,partner,w1,w2,x1,x2,y1,y2,z1,z2',
    '1,r1,pa,4,-8,4,-9,4,4,4,4',
    '1,r2,pb,1,-8,2,3,-9,-9,-9,-9',
    '2,r1,pa,4,-8,4,-9,-7,-7,-7,-7',
  ]);
  for (const { scale } of instruments) expect(Math.max(...Object.values(codes))).toBeLessThan(scale.min);
});

describe('names of columns', () => {
  test.each([
    ['values-1', 'values_1'],
    ['with', 'q_with'],
    ['NA', 'q_NA'],
    ['1st', 'q_1st'],
    ['één', 'q___n'],
    ['a'.repeat(40), 'a'.repeat(32)],
  ])('%s is %s', (id, name) => {
    expect(nameColumn(id)).toBe(name);
  });

  test('of all our versions differ, in capitals too, and one id means one statement', () => {
    const rounds = instruments.map((instrument, place) => makeRound(instrument, { number: place + 1 }));
    const columns = listStatements(rounds);
    expect(new Set(columns.map(({ name }) => name.toLowerCase())).size).toBe(columns.length);
    for (const { id, text } of columns)
      for (const { concepts } of instruments)
        for (const item of concepts.flatMap(({ facets }) => facets.flatMap(({ items }) => items)))
          if (item.id === id) expect(item.text).toEqual(text);
  });
});

describe('kind and size', () => {
  const make = (...groups: [count: number, kind: string | null, size: number | null][]) =>
    groups.flatMap(([count, kind, size]) =>
      Array.from({ length: count }, () => ({ kind, sizeClass: classifySize(size) })),
    );
  const count = (partners: ReturnType<typeof make>) =>
    Object.fromEntries(
      [...Map.groupBy(hideTraits(partners), ({ kind, sizeClass }) => `${kind} ${sizeClass}`)].map(
        ([word, group]) => [word, group.length],
      ),
    );

  test('stand there when 5 share them', () => {
    expect(count(make([5, 'school', 20], [5, 'police', 300]))).toEqual({
      'school 10-49': 5,
      'police 250+': 5,
    });
  });

  test('one that has none would be known by that: then the rarest kind goes as well', () => {
    expect(count(make([6, 'school', null], [5, 'welfare', null], [1, 'police', null]))).toEqual({
      'school null': 6,
      'null null': 6,
    });
    expect(count(make([8, 'school', null], [1, 'police', null]))).toEqual({ 'null null': 9 });
  });

  test('a size says no more about a kind than 5 share', () => {
    expect(count(make([5, 'school', 20], [3, 'school', 300], [5, 'police', 300]))).toEqual({
      'school null': 8,
      'police 250+': 5,
    });
  });

  test('whatever there is, no word and no gap is of one to four', () => {
    for (let seed = 1; seed < 400; seed++) {
      const pick = (at: number, of: number) => Math.floor((((seed * 7919 * at) % 9973) / 9973) * of);
      const partners = Array.from({ length: 5 + (seed % 25) }, (_none, place) => ({
        kind: ['school', 'police', 'welfare', null][pick(place + 1, 4)]!,
        sizeClass: classifySize([3, 20, 300, null][pick(place + 50, 4)]!),
      }));
      for (const group of Object.values(count(partners))) expect(group).toBeGreaterThanOrEqual(5);
    }
  });
});

test('without the key nobody makes a code, and a network has its own', () => {
  const [one, same, other, otherKey] = [
    makePseudonyms('key', '1'),
    makePseudonyms('key', '1'),
    makePseudonyms('key', '2'),
    makePseudonyms('another', '1'),
  ];
  expect(one.partner('5')).toBe(same.partner('5'));
  expect(new Set([one, other, otherKey].map((codes) => codes.partner('5'))).size).toBe(3);
  const person = { id: '7', personId: '9' };
  expect(one.respondent(person)).toBe(one.respondent({ id: '8', personId: '9' }));
  expect(one.respondent({ ...person, personId: null })).not.toBe(one.respondent(person));
});

test('XML takes every text, and no character that no XML may hold', () => {
  expect(escapeXml('<a b="c">&\'\u0000\u000b\uD800😀é')).toBe(
    '&lt;a b=&quot;c&quot;&gt;&amp;&apos;\uFFFD😀é',
  );
});

test('labels of SPSS fit, and end no string too early', () => {
  const table = tabulateResponses([
    makeRound({
      ...fourFacets,
      concepts: [
        { id: 'one', facets: [{ id: 'w', items: [{ id: 'w1', text: `It's\n${'é'.repeat(200)}` }] }] },
      ],
    }),
  ]);
  const syntax = writeSpss([table], 'nl');
  const label = /^ {2}w1 '(It''s .*)'$/m.exec(syntax)![1]!;
  expect(Buffer.byteLength(label)).toBeLessThanOrEqual(252);
  expect(syntax).toContain('MISSING VALUES w1 (-7, -8, -9).');
  expect(writeSpss([tabulateTies([makeRound(fourFacets)])], 'nl')).toContain('* ties.csv has no rows.');
});

describe('quality', () => {
  const { scores } = makeInput(answerAlike(['A', 'B'], () => 3));
  const outcomes = { of: 20, answered: 10, complete: { withheld: 'minimum' as const } };
  const published = {
    scores,
    nonresponse: {
      partners: outcomes,
      people: { ...outcomes, brokenOff: 5 },
      kinds: [{ kind: 'school', of: 8, answered: 6 }],
      unknown: 0,
      open: 0,
      sameAnswer: 0.2,
    },
  };
  const tabulate = (round: ResearchRound, nonresponse: typeof published.nonresponse | undefined) =>
    writeCsvForPrograms(
      toTable(tabulateQuality([round], [{ ...published, nonresponse }], [scoreRound(round)])),
    ).split('\r\n');

  test('counts statements and people of the file, and leaves out rates that were not counted', () => {
    const lines = tabulate(makeRound(fourFacets), undefined);
    expect(lines[0]).toBe('round,measure,id,value,count,of,share,low,high,withheld');
    expect(lines).toEqual(
      expect.arrayContaining([
        '1,unknown,w2,,2,2,1,,,',
        '1,open,w2,,0,2,0,,,',
        '1,open,x2,,1,2,0.5,,,',
        '1,same_answer,one,,1,2,0.5,,,',
        '1,same_answer,,,1,1,1,,,',
        '1,mean_bounds,sharing,,,2,,,,minimum',
        '1,item_mean,w1,2.5,2,,,,,',
      ]),
    );
    expect(lines.filter((line) => line.startsWith('1,rr'))).toEqual([]);
  });

  test('a rate that is withheld has its reason in the place of the figure', () => {
    expect(tabulate(makeRound(fourFacets), published.nonresponse).slice(1, 7)).toEqual([
      '1,rr1,partners,,,20,,,,minimum',
      '1,rr2,partners,,10,20,0.5,,,',
      '1,rr1,people,,,20,,,,minimum',
      '1,rr2,people,,10,20,0.5,,,',
      '1,broken_off,people,,5,20,0.25,,,',
      '1,rr2_kind,school,,6,8,0.75,,,',
    ]);
  });

  test('the generalizability table follows from the variances', () => {
    const instrument = findInstrument('ketenspiegel', '3')!;
    const items = instrument.concepts.flatMap(({ facets }) => facets.flatMap((facet) => facet.items));
    const partners = [...'abcdefgh'].map((code) => ({ code, kind: null, sizeClass: null }));
    const respondents = partners.flatMap(({ code }, partner) =>
      [0, 1, 2].map((person) => ({
        id: `${code}${person}`,
        partner: code,
        answers: Object.fromEntries(
          items.map(({ id }, place) => [id, 1 + ((partner + (place % 3) * person) % 5)]),
        ),
        conditions: {},
      })),
    );
    const round = makeRound(instrument, { partners, respondents, partnersInRound: 8 });
    const rows = listMeasurement(round, scoreRound(round));
    const find = (measure: string, count?: number, of?: number) =>
      rows.find(
        ([name, id, figures]) =>
          name === measure && id === 'sharing' && figures.count === count && figures.of === of,
      )![2].value!;
    const [between, within] = [find('variance_partners'), find('variance_people')];
    expect(between).toBeGreaterThan(0);
    // With as many people as there are, it is what ICC(2) says.
    const icc2 = rows.find(([name, id]) => name === 'icc2' && id === 'sharing')![2].value!;
    expect(find('g_partner', 3)).toBeCloseTo(icc2, 12);
    expect(find('g_network_error', 2, 10)).toBeCloseTo(Math.sqrt(between / 10 + within / 20), 12);
  });
});
