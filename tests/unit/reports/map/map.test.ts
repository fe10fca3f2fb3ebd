import { describe, expect, test } from 'vitest';
import { describeAlone, describeContacts, describeMissing } from '../../../../reports/map/describe-map.ts';
import { drawMap } from '../../../../reports/map/draw-map.ts';
import { kindCodes } from '../../../../reports/words/texts.ts';
import type { Partner } from '../../../../scoring/answers.ts';
import { isWithheld } from '../../../../scoring/figure.ts';
import type { NetworkMap } from '../../../../scoring/scores.ts';
import { latestInstrument } from '../../../../survey/versions.ts';
import { type Answered, answerSixty, answerWeert, makeInput } from '../../../support/factsheet-inputs.ts';

function mapOf(answered: Answered): NetworkMap {
  const { map } = makeInput(answered).scores;
  if (isWithheld(map)) throw new Error('The map is withheld.');
  return map;
}

function smallMap(names: string[], edges: [number, number][]): NetworkMap {
  const nodes = names.map((name, i): Partner => ({ id: `P${i}`, name, kind: null, size: null }));
  return { nodes, edges: edges.map(([from, to]) => ({ from: `P${from}`, to: `P${to}` })) };
}

/** The drawing does not depend on the figures about contacts; the sentence beside it does. */
const noTies = { withheld: 'minimum' } as const;

function draw(map: NetworkMap) {
  return drawMap({ map, ties: noTies, instrument: latestInstrument, language: 'nl' });
}

const pair = smallMap(['A', 'B'], [[0, 1]]);
const alike = smallMap(['A', 'B', 'C', 'D', 'E', 'F'], []);
test('the same network gives the same map', () => {
  expect(draw(mapOf(answerSixty()))).toEqual(draw(mapOf(answerSixty())));
});

test('every sign has its number in the list, with the name in full', () => {
  const view = draw(mapOf(answerSixty()));
  const listed = view.kinds.flatMap((kind) => kind.partners.map(({ number }) => number));
  expect(listed).toEqual(Array.from({ length: 60 }, (_none, i) => i + 1));
  expect(view.drawings[0].signs.map(({ number }) => number).sort((a, b) => a - b)).toEqual(listed);
  expect(view.kinds[0]!.partners[0]!.name[0]!.text).toMatch(/^Stichting Maatschappelijke .* Limburg-Noord$/);
});

test('where sixty long names do not fit on paper, they are cut and stay apart', () => {
  const partners = draw(mapOf(answerSixty())).kinds.flatMap((kind) => kind.partners);
  for (const form of ['cut-80', 'cut-54', 'cut-40', 'cut-30', 'cut-23']) {
    const short = partners.map(
      ({ name }) => name.find(({ in: words }) => words.split(' ').includes(form))!.text,
    );
    expect(new Set(short).size).toBe(60);
    for (const name of short) expect(name.length).toBeLessThanOrEqual(Number(form.slice(4)) + 4);
  }
  expect(draw(mapOf(answerSixty())).cut).toBe('cut-80 cut-54 cut-40 cut-30 cut-23 cut-18');
});

test('a network of some twenty partners has every name on the map, and a phone every number', () => {
  const { isNamed, drawings, kinds } = draw(mapOf(answerWeert()));
  expect(isNamed).toBe(true);
  const [wide, narrow] = drawings;
  const names = kinds.flatMap(({ partners }) => partners.map(({ name }) => name[0]!.text));
  expect(wide.labels.map(({ lines }) => lines.map(({ text }) => text).join(' '))).toEqual(names);
  expect([wide.isNumbered, narrow.isNumbered]).toEqual([false, true]);
  expect(narrow.signs).toHaveLength(21);
});

test('a kind with many partners has columns of its own, so that none is broken', () => {
  const names = Array.from({ length: 30 }, (_none, i) => `Partner ${i}`);
  expect(draw(smallMap(names, [])).kinds.map(({ isLarge }) => isLarge)).toEqual([true]);
  expect(draw(mapOf(answerWeert())).kinds.some(({ isLarge }) => isLarge)).toBe(false);
});

test('names that are not long are the same in all forms', () => {
  const names = ['Gemeente', 'Welzijn', 'School'];
  const view = draw(smallMap(names, [[0, 1]]));
  const partners = view.kinds.flatMap((kind) => kind.partners);
  expect(partners.map(({ name }) => name)).toEqual(names.sort().map((text) => [{ text, in: '' }]));
  expect(view.cut).toBe('');
});

test('no two kinds look the same without colour', () => {
  const kinds = draw(mapOf(answerWeert())).kinds;
  const looks = kinds.map(({ path, look }) => `${path} ${look.split(' ')[0]}`);
  expect(new Set(looks).size).toBe(kinds.length);
});

test('the words say how many contacts there are, who has most, and who has none', () => {
  const map = smallMap(
    ['Gemeente', 'School', 'Zorg', 'Buurt', 'Kerk'],
    [
      [0, 1],
      [0, 2],
      [1, 2],
      [0, 3],
    ],
  );
  expect([...describeContacts(map, 'nl'), describeAlone(map, 'nl')]).toEqual([
    'Er zijn 4 contacten gemeld tussen 5 partners.',
    'De meeste contacten heeft Gemeente: 3.',
    'Daarna volgen School (2) en Zorg (2).',
    'Met één partner is geen contact gemeld: Kerk.',
  ]);
  expect([...describeContacts(pair, 'en'), describeAlone(pair, 'en')]).toEqual([
    '1 contact was reported between two of the 2 partners.',
    'A and B have the most contacts: 1 each.',
    'All partners are connected to at least one other partner.',
  ]);
  expect(describeContacts(alike, 'nl')).toEqual(['Er zijn geen contacten tussen partners gemeld.']);
  expect(describeAlone(alike, 'nl')).toBe('Er zijn geen contacten tussen partners gemeld.');
});

test('many partners with the same number of contacts are counted, not named', () => {
  const ring = smallMap(
    ['A', 'B', 'C', 'D', 'E'],
    [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 0],
    ],
  );
  expect(describeContacts(ring, 'nl')[1]).toBe('5 partners hebben de meeste contacten: elk 2.');
});

test('many partners without contact are named up to five', () => {
  const names = Array.from({ length: 12 }, (_none, i) => `Naam ${i + 10}`);
  expect(describeAlone(smallMap(['A', 'B', ...names], [[0, 1]]), 'nl')).toBe(
    'Met 12 partners is geen contact gemeld: Naam 10, Naam 11, Naam 12, Naam 13, Naam 14 en nog 7 andere.',
  );
});

describe('which kinds of partners are missing', () => {
  const mapWith = (kinds: (string | null)[]): NetworkMap => ({
    nodes: kinds.map((kind, i) => ({ id: `P${i}`, name: `Partner ${i}`, kind, size: null })),
    edges: [],
  });
  const all = kindCodes.filter((code) => code !== 'other');

  test('none, when each kind is there; “other” is not looked for', () => {
    expect(describeMissing(mapWith(all), 'nl')).toBe(
      'Van elke soort partner die bij zo’n netwerk kan horen, staat er minstens één op de kaart.',
    );
  });

  test('those that nobody has, by name', () => {
    expect(describeMissing(mapWith(all.filter((code) => code !== 'employer')), 'nl')).toBe(
      'Eén soort partner staat niet op de kaart: werkgevers. Hoort die erbij?',
    );
    expect(describeMissing(mapWith([...all.slice(2), 'other']), 'en')).toBe(
      '2 kinds of partners are not on the map: municipality and welfare. Do they belong here?',
    );
  });

  test('partners whose kind is not known are named as such, because the kind may be theirs', () => {
    expect(describeMissing(mapWith([...all.slice(1), null]), 'nl')).toBe(
      'Eén soort partner staat niet op de kaart: gemeente. Hoort die erbij? Van 1 partner is de soort niet bekend.',
    );
    expect(describeMissing(mapWith([null, null]), 'nl')).toMatch(
      /^Welke soorten partners ontbreken, weten wij niet/,
    );
  });
});
