import { expect, test } from 'vitest';
import { hashInstrument } from '../../../survey/hash-instrument.ts';
import type { Instrument } from '../../../survey/instrument.ts';

const instrument: Instrument = {
  id: 'small',
  version: '1',
  scale: { min: 1, max: 5 },
  concepts: [{ id: 'c', facets: [{ id: 'f', items: [{ id: 'a' }, { id: 'b', reversed: true }] }] }],
};

test('the hash is the SHA-256 of the JSON with its keys in order', () => {
  // printf '%s' '{"concepts":[{"facets":[{"id":"f","items":[{"id":"a"},{"id":"b","reversed":true}]}],"id":"c"}],
  // "id":"small","scale":{"max":5,"min":1},"version":"1"}' (in one line) | sha256sum
  expect(hashInstrument(instrument)).toBe('a123b46e37c966c0a7fbab385b07f390ae17d0e673a6d27450ce3640abb5a69c');
});

test('the order of keys and the layout of the file do not change the hash', () => {
  const { id, version, scale, concepts } = instrument;
  const shuffled = { concepts, scale: { max: scale.max, min: scale.min }, version, id };
  expect(hashInstrument(JSON.parse(JSON.stringify(shuffled, null, 4)))).toBe(hashInstrument(instrument));
});

test('another order of items, another word or another scale gives another hash', () => {
  const change = (edit: (copy: Instrument) => void) => {
    const copy = structuredClone(instrument);
    edit(copy);
    return hashInstrument(copy);
  };
  const hashes = [
    hashInstrument(instrument),
    change((copy) => copy.concepts[0]!.facets[0]!.items.reverse()),
    change((copy) => {
      copy.concepts[0]!.facets[0]!.items[0]!.text = { nl: 'Ja.', en: 'Yes.' };
    }),
    change((copy) => {
      copy.scale.max = 7;
    }),
  ];
  expect(new Set(hashes).size).toBe(4);
});
