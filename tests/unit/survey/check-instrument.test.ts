import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkInstrument } from '../../../survey/check-instrument.ts';
import { describeProblem } from '../../../survey/problems.ts';
import { latestInstrument } from '../../../survey/versions.ts';

/** An instrument of another field, without a text: the least that can be scored. */
const least = () => ({
  id: 'burn-out',
  version: 2,
  scale: { min: 0, max: 6 },
  concepts: [
    { id: 'energy', facets: [{ id: 'morning', items: [{ id: 'q1' }, { id: 'q2', reversed: true }] }] },
    { id: 'work', facets: [{ id: 'pride', items: [{ id: 'q3' }] }] },
  ],
});

/** Each problem as 'where: code', sorted. */
function listProblems(raw: unknown): string[] {
  const checked = checkInstrument(raw);
  return 'problems' in checked ? checked.problems.map(({ where, code }) => `${where}: ${code}`).sort() : [];
}

test('an instrument needs no texts, no cut-offs and no questions about contacts', () => {
  expect(checkInstrument(least())).toEqual({ instrument: least() });
});

test('a text that is one string stands for every language', () => {
  const raw = { ...least(), name: 'Energy at work', concepts: least().concepts as object[] };
  raw.concepts[0] = { id: 'c', facets: [{ id: 'f', items: [{ id: 'a', text: 'I wake up rested.' }] }] };
  expect(checkInstrument(raw)).toMatchObject({
    instrument: {
      name: { nl: 'Energy at work', en: 'Energy at work' },
      concepts: [
        { facets: [{ items: [{ text: { nl: 'I wake up rested.', en: 'I wake up rested.' } }] }] },
        {},
      ],
    },
  });
});

test('notes beside concepts and facets are left out of the instrument', () => {
  expect(checkInstrument({ ...least(), source: 'a thesis' })).toEqual({ instrument: least() });
});

test('a misspelt key where it would change a score is refused', () => {
  const raw = {
    ...least(),
    scale: { min: 0, max: 6, step: 2 },
    cutoffs: { weak: 2, strong: 4, neutral: 3 },
    concepts: [{ id: 'c', facets: [{ id: 'f', items: [{ id: 'a', reverse: true }] }] }],
  };
  expect(listProblems(raw)).toEqual([
    '/concepts/0/facets/0/items/0/reverse: unknownKey',
    '/cutoffs/neutral: unknownKey',
    '/scale/step: unknownKey',
  ]);
});

test('what is missing, empty or of the wrong kind is named, all at once, each where it stands', () => {
  const raw = {
    id: '',
    version: null,
    scale: { min: 1.5 },
    cutoffs: { weak: '3', strong: 4 },
    name: { nl: 'Alleen Nederlands' },
    concepts: [
      { id: 'a', facets: [] },
      { id: 'b', facets: [{ id: 'f', items: [{ reversed: 'yes' }] }, { id: 'g', items: [] }, 3] },
      { id: 'c', facets: {} },
    ],
    contacts: { intro: 'Tick.', frequency: { question: 'How often?', options: ['never'] } },
  };
  expect(listProblems(raw)).toEqual([
    '/concepts/0/facets: emptyList',
    '/concepts/1/facets/0/items/0/id: missing',
    '/concepts/1/facets/0/items/0/reversed: notTrueOrFalse',
    '/concepts/1/facets/1/items: emptyList',
    '/concepts/1/facets/2: notAnObject',
    '/concepts/2/facets: notAList',
    '/contacts/dependence: missing',
    '/contacts/familiarity: missing',
    '/contacts/frequency/options: emptyList',
    '/cutoffs/weak: notANumber',
    '/id: emptyText',
    '/name: notWords',
    '/scale/max: missing',
    '/scale/min: notAWholeNumber',
    '/version: notText',
  ]);
});

test('the meaning is checked together with the shape', () => {
  const raw = {
    ...least(),
    id: 3,
    scale: { min: 5, max: 5 },
    concepts: [
      { id: 'c', facets: [{ id: 'f', items: [{ id: 'a' }, { id: 'a' }] }] },
      { id: 'c', facets: [] },
    ],
  };
  expect(listProblems(raw)).toEqual([
    '/concepts/0/facets/0/items/1/id: repeatedId',
    '/concepts/1/facets: emptyList',
    '/concepts/1/id: repeatedId',
    '/id: notText',
    '/scale: scaleUpsideDown',
  ]);
});

test('a facet and an item have an id of their own in the whole instrument, not only in their concept', () => {
  const raw = least();
  raw.concepts[1]!.facets[0]!.id = 'morning';
  raw.concepts[1]!.facets[0]!.items[0]!.id = 'q1';
  expect(checkInstrument(raw)).toEqual({
    problems: [
      {
        where: '/concepts/1/facets/0/id',
        code: 'repeatedId',
        values: { id: 'morning', first: '/concepts/0/facets/0/id' },
      },
      {
        where: '/concepts/1/facets/0/items/0/id',
        code: 'repeatedId',
        values: { id: 'q1', first: '/concepts/0/facets/0/items/0/id' },
      },
    ],
  });
});

test('a concept and its only facet may share an id', () => {
  const raw = least();
  raw.concepts[0]!.facets[0]!.id = 'energy';
  expect(listProblems(raw)).toEqual([]);
});

test('an id that already means something else is refused', () => {
  const raw = least();
  raw.concepts[0]!.id = '__proto__';
  raw.concepts[1]!.facets[0]!.id = 'constructor';
  raw.concepts[1]!.facets[0]!.items[0]!.id = 'respondent';
  expect(listProblems(raw)).toEqual([
    '/concepts/0/id: reservedId',
    '/concepts/1/facets/0/id: reservedId',
    '/concepts/1/facets/0/items/0/id: reservedId',
  ]);
});

test('cut-offs lie on the scale, weak at or below strong', () => {
  const check = (weak: number, strong: number) => listProblems({ ...least(), cutoffs: { weak, strong } });
  expect(check(0, 6)).toEqual([]);
  expect(check(3, 3)).toEqual([]);
  expect(check(-0.1, 6.1)).toEqual([
    '/cutoffs/strong: cutoffOutsideScale',
    '/cutoffs/weak: cutoffOutsideScale',
  ]);
  expect(check(4, 3)).toEqual(['/cutoffs: cutoffsUpsideDown']);
});

test('a scale has a label for each step or no labels', () => {
  const labels = ['never', 'seldom', 'sometimes', 'often', 'mostly', 'nearly always', 'always'];
  const check = (count: number) =>
    listProblems({ ...least(), scale: { min: 0, max: 6, labels: labels.slice(0, count) } });
  expect(check(7)).toEqual([]);
  expect(check(6)).toEqual(['/scale/labels: labelsDoNotFit']);
});

test('more problems than a library lists by itself are still all named', () => {
  const items = Array.from({ length: 100 }, () => ({ id: 3 }));
  const raw = { ...least(), concepts: [{ id: 'c', facets: [{ id: 'f', items }] }] };
  expect(listProblems(raw)).toHaveLength(100);
});

test('conditions need a scale and an id each, with ids that no statement has', () => {
  const conditions = {
    scale: { min: 1, max: 5 },
    items: [{ id: 'time' }, { id: 'rules', text: 'The rules' }],
  };
  expect(checkInstrument({ ...least(), conditions })).toMatchObject({
    instrument: { conditions: { items: [{ id: 'time' }, { text: { nl: 'The rules', en: 'The rules' } }] } },
  });
  expect(listProblems({ ...least(), conditions: {} })).toEqual([
    '/conditions/items: missing',
    '/conditions/scale: missing',
  ]);
  expect(listProblems({ ...least(), conditions: { ...conditions, items: [] } })).toEqual([
    '/conditions/items: emptyList',
  ]);
  const items = [{ id: 'q1' }, { id: 'time', reversed: true }, { id: 'time' }, { id: 'partner' }];
  expect(listProblems({ ...least(), conditions: { ...conditions, items } })).toEqual([
    '/conditions/items/0/id: repeatedId',
    '/conditions/items/1/reversed: unknownKey',
    '/conditions/items/2/id: repeatedId',
    '/conditions/items/3/id: reservedId',
  ]);
});

test('the scale of the conditions has labels and cut-offs that fit it', () => {
  const items = [{ id: 'time' }];
  const check = (conditions: object) => listProblems({ ...least(), conditions: { items, ...conditions } });
  expect(check({ scale: { min: 5, max: 1 } })).toEqual(['/conditions/scale: scaleUpsideDown']);
  expect(
    check({ scale: { min: 1, max: 5, labels: ['a'] }, cutoffs: { hindering: 4, helping: 2, neither: 3 } }),
  ).toEqual([
    '/conditions/cutoffs/neither: unknownKey',
    '/conditions/cutoffs: conditionCutoffsUpsideDown',
    '/conditions/scale/labels: labelsDoNotFit',
  ]);
  expect(check({ scale: { min: 1, max: 5 }, cutoffs: { hindering: 0, helping: 6 } })).toEqual([
    '/conditions/cutoffs/helping: cutoffOutsideScale',
    '/conditions/cutoffs/hindering: cutoffOutsideScale',
  ]);
});

test('any JSON is an instrument or has problems with a sentence in both languages', () => {
  const isRefusedOrRight = (raw: unknown) => {
    const checked = checkInstrument(raw);
    if ('instrument' in checked) return;
    expect(checked.problems).not.toEqual([]);
    for (const problem of checked.problems) {
      expect(describeProblem(problem, 'nl')).toMatch(/\w+/);
      expect(describeProblem(problem, 'en')).toMatch(/\w+/);
    }
  };
  fc.assert(fc.property(fc.oneof(fc.anything(), fc.jsonValue()), isRefusedOrRight));

  // Our own instrument with one value anywhere in it replaced.
  const count = countValues(latestInstrument);
  const hostile = fc.oneof(fc.jsonValue(), fc.constantFrom(null, [], {}, '', 0, -1, '__proto__', 'trust'));
  fc.assert(
    fc.property(fc.nat(count - 1), hostile, (position, value) => {
      let seen = 0;
      const raw = JSON.parse(JSON.stringify(latestInstrument), (_key, old) =>
        seen++ === position ? value : old,
      );
      isRefusedOrRight(raw);
    }),
    { numRuns: 300 },
  );
});

function countValues(value: unknown): number {
  let count = 0;
  JSON.parse(JSON.stringify(value), (_key, old) => {
    count++;
    return old;
  });
  return count;
}
