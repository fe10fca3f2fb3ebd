import { describe, expect, test } from 'vitest';
import { describeAlone, describeContacts, describeMissing } from '../../../../reports/map/describe-map.ts';
import { drawMap } from '../../../../reports/map/draw-map.ts';
import { layoutMap, mapSize } from '../../../../reports/map/layout-map.ts';
import { placeLabels } from '../../../../reports/map/place-labels.ts';
import { kindCodes } from '../../../../reports/words/texts.ts';
import type { Partner } from '../../../../scoring/answers.ts';
import { isWithheld } from '../../../../scoring/figure.ts';
import type { NetworkMap } from '../../../../scoring/scores.ts';
import { type Answered, answerSixty, answerWeert, makeInput } from '../../../support/factsheet-inputs.ts';

function mapOf(answered: Answered): NetworkMap {
  const { map } = makeInput(answered).scores;
  if (isWithheld(map)) throw new Error('The map is withheld.');
  return map;
}

function smallMap(names: string[], edges: [number, number][], sizes: (number | null)[] = []): NetworkMap {
  const nodes = names.map((name, i): Partner => ({ id: `P${i}`, name, kind: null, size: sizes[i] ?? null }));
  return { nodes, edges: edges.map(([from, to]) => ({ from: `P${from}`, to: `P${to}` })) };
}

function layout(map: NetworkMap) {
  return layoutMap(
    map,
    map.nodes.map(() => 1),
  );
}

/** The drawing does not depend on the figures about contacts; the sentence beside it does. */
const noTies = { withheld: 'minimum' } as const;

const empty = smallMap([], []);
const single = smallMap(['A'], []);
const pair = smallMap(['A', 'B'], [[0, 1]]);
const alike = smallMap(['A', 'B', 'C', 'D', 'E', 'F'], []);
const many = smallMap(
  Array.from({ length: 342 }, (_none, i) => `Partner ${i}`),
  Array.from({ length: 341 }, (_none, i) => [i, (i * 7) % 342] as [number, number]).filter(
    ([a, b]) => a !== b,
  ),
  Array.from({ length: 342 }, (_none, i) => 1 + (i % 300)),
);

test.each([
  ['the Weert example', mapOf(answerWeert())],
  ['sixty partners', mapOf(answerSixty())],
  ['342 partners', many],
  ['six partners without contact', alike],
  ['two partners', pair],
  ['one partner', single],
  ['no partner', empty],
])('signs stand apart, and inside the drawing: %s', (_name, map) => {
  const places = layout(map);
  expect(places).toHaveLength(map.nodes.length);
  places.forEach((a, i) => {
    expect(Number.isFinite(a.x + a.y + a.radius)).toBe(true);
    expect(a.x - a.reach).toBeGreaterThanOrEqual(0);
    expect(a.x + a.reach).toBeLessThanOrEqual(mapSize.width);
    expect(a.y - a.reach).toBeGreaterThanOrEqual(0);
    expect(a.y + a.reach).toBeLessThanOrEqual(mapSize.height);
    for (const b of places.slice(i + 1)) {
      expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(a.radius + b.radius);
    }
  });
});

test('the same network gives the same map', () => {
  expect(drawMap(mapOf(answerSixty()), noTies, 'nl')).toEqual(drawMap(mapOf(answerSixty()), noTies, 'nl'));
});

test('the area of a sign follows the size of its partner', () => {
  const [small, large] = layout(smallMap(['A', 'B'], [], [25, 100]));
  expect((large!.radius / small!.radius) ** 2).toBeCloseTo(4);
});

test('names cover no sign and no other name, and do not stick out', () => {
  const map = mapOf(answerWeert());
  const places = layout(map);
  const labels = placeLabels(
    map.nodes.map((node) => node.name),
    places,
  );
  const shown = labels.filter((label) => label !== undefined);
  expect(shown.length).toBeGreaterThan(12);
  shown.forEach((a, i) => {
    expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= mapSize.width && a.y + a.height <= mapSize.height).toBe(
      true,
    );
    for (const b of shown.slice(i + 1)) {
      expect(
        a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
      ).toBe(true);
    }
    for (const { x, y, radius } of places) {
      const away = Math.hypot(
        Math.max(a.x - x, 0, x - a.x - a.width),
        Math.max(a.y - y, 0, y - a.y - a.height),
      );
      expect(away).toBeGreaterThanOrEqual(radius - 1e-6);
    }
  });
});

test('every sign has its number in the list, with the name in full', () => {
  const view = drawMap(mapOf(answerSixty()), noTies, 'nl');
  const listed = view.kinds.flatMap((kind) => kind.partners.map(({ number }) => number));
  expect(listed).toEqual(Array.from({ length: 60 }, (_none, i) => i + 1));
  expect(view.signs.map(({ number }) => number).sort((a, b) => a - b)).toEqual(listed);
  expect(view.kinds[0]!.partners[0]!.name[0]!.text).toMatch(/^Stichting Maatschappelijke .* Limburg-Noord$/);
});

test('where sixty long names do not fit on paper, they are cut and stay apart', () => {
  const partners = drawMap(mapOf(answerSixty()), noTies, 'nl').kinds.flatMap((kind) => kind.partners);
  for (const form of ['cut-80', 'cut-54', 'cut-40', 'cut-30', 'cut-23']) {
    const short = partners.map(
      ({ name }) => name.find(({ in: words }) => words.split(' ').includes(form))!.text,
    );
    expect(new Set(short).size).toBe(60);
    for (const name of short) expect(name.length).toBeLessThanOrEqual(Number(form.slice(4)) + 4);
  }
  expect(drawMap(mapOf(answerSixty()), noTies, 'nl').cut).toBe('cut-80 cut-54 cut-40 cut-30 cut-23');
});

test('names that are not long are the same in all forms', () => {
  const names = ['Gemeente', 'Welzijn', 'School'];
  const view = drawMap(smallMap(names, [[0, 1]]), noTies, 'nl');
  const partners = view.kinds.flatMap((kind) => kind.partners);
  expect(partners.map(({ name }) => name)).toEqual(names.sort().map((text) => [{ text, in: '' }]));
  expect(view.cut).toBe('');
});

test('no two kinds look the same without colour', () => {
  const kinds = drawMap(mapOf(answerWeert()), noTies, 'nl').kinds;
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
    'A and B have most contacts: 1 each.',
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
