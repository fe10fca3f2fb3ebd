import { expect, test } from 'vitest';
import { findSamePeople } from '../../../../../server/partners/merge/same-people.ts';

let ids = 0;
const list = (...people: [name: string, email: string | null][]) =>
  people.map(([name, email]) => ({ id: String(++ids), name, email }));

const pair = (kept: ReturnType<typeof list>, dropped: ReturnType<typeof list>) =>
  findSamePeople(kept, dropped).map(({ kept, dropped }) => [
    `${kept.name} ${kept.email}`,
    `${dropped.name} ${dropped.email}`,
  ]);

test('the same address is the same person, whatever the capitals and the name', () => {
  expect(
    pair(
      list(['Anna', 'anna@een.example'], ['Bram', 'bram@een.example']),
      list(['A. de Vries', 'ANNA@een.example']),
    ),
  ).toEqual([['Anna anna@een.example', 'A. de Vries ANNA@een.example']]);
});

test('the same name is the same person, unless there are two addresses', () => {
  expect(
    pair(
      list(['Ánna  de Vries', null], ['Bram', 'bram@een.example'], ['Carla', 'carla@een.example']),
      list(['anna de vries', 'anna@twee.example'], ['Bram', null], ['Carla', 'carla@twee.example']),
    ),
  ).toEqual([
    ['Ánna  de Vries null', 'anna de vries anna@twee.example'],
    ['Bram bram@een.example', 'Bram null'],
  ]);
});

test('who share a mailbox are told apart by their names', () => {
  const shared = 'info@een.example';
  expect(pair(list(['Anna', shared], ['Bram', shared]), list(['Bram', shared], ['Carla', shared]))).toEqual([
    [`Bram ${shared}`, `Bram ${shared}`],
  ]);
  expect(pair(list(['Anna', shared], ['Bram', shared]), list(['', shared]))).toEqual([]);
});

test('two with the same name at one partner are nobody in particular, and no name is no name', () => {
  expect(pair(list(['Jan', null], ['Jan', null]), list(['Jan', 'jan@twee.example']))).toEqual([]);
  expect(pair(list(['', null]), list(['', null]))).toEqual([]);
});
