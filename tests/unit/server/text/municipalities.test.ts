/** Municipalities by name: whoever makes a network picks one and never sees a code. */
import { expect, test } from 'vitest';
import {
  findMunicipality,
  listMunicipalityOptions,
  municipalities,
} from '../../../../server/text/municipalities.ts';

test('the list has the 342 municipalities, each once, with a code of the CBS', () => {
  expect(municipalities).toHaveLength(342);
  expect(new Set(municipalities.map(({ code }) => code)).size).toBe(342);
  expect(new Set(municipalities.map(({ name }) => name)).size).toBe(342);
  for (const { code, name } of municipalities) {
    expect(code).toMatch(/^GM\d{4}$/);
    expect(name, code).toMatch(/^['A-Z].*[a-zâ.)]$/u);
  }
});

test.each([
  ['GM0988', 'Weert'],
  ['GM0014', 'Groningen'],
  ['GM0518', "'s-Gravenhage"],
  ['GM0820', 'Nuenen, Gerwen en Nederwetten'],
  ['GM1992', 'Voorne aan Zee'],
])('%s is %s', (code, name) => expect(findMunicipality(code)).toEqual({ code, name }));

test('a code that is in no list is nothing', () => {
  for (const code of ['GM9999', 'gm0988', '', undefined]) expect(findMunicipality(code)).toBeUndefined();
});

test('the choices are in alphabetical order, and The Hague stands under its everyday name', () => {
  const labels = listMunicipalityOptions([]).map(({ label }) => label);
  expect(labels).toHaveLength(342);
  expect(labels[0]).toBe('Aa en Hunze');
  expect(labels.at(-1)).toBe('Zwolle');
  expect(labels.indexOf("Den Haag ('s-Gravenhage)")).toBe(labels.indexOf("Den Bosch ('s-Hertogenbosch)") + 1);
});

test('one that is stored is chosen by its id and stands once; one of no list says its code', () => {
  const options = listMunicipalityOptions([
    { id: '7', code: 'GM0988', name: 'Weert' },
    { id: '8', code: 'GM9999', name: 'Nieuwstad' },
  ]);
  expect(options.filter(({ label }) => label === 'Weert')).toEqual([{ value: '7', label: 'Weert' }]);
  expect(options).toContainEqual({ value: '8', label: 'Nieuwstad (GM9999)' });
  expect(options).toHaveLength(343);
});
