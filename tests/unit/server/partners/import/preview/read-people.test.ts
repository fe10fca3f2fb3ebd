import { expect, test } from 'vitest';
import { readPeople } from '../../../../../../server/partners/import/preview/read-people.ts';

test.each([
  ['', 'jan@x.nl', ['<jan@x.nl>']],
  ['Jan', ' Jan@X.NL ', ['Jan<Jan@x.nl>']],
  ['Jan', '', ['Jan<>']],
  ['', '', []],
  ['', 'Jan <jan@x.nl>', ['Jan<jan@x.nl>']],
  ['', '"Vries, Jan de" <jan@x.nl>; Els <els@x.nl>', ['Vries, Jan de<jan@x.nl>', 'Els<els@x.nl>']],
  ['', 'mailto:jan@x.nl', ['<jan@x.nl>']],
  ['', '\u202Ajan@x.nl\u200B', ['<jan@x.nl>']],
  ['', 'jan@x.nl; els@x.nl', ['<jan@x.nl>', '<els@x.nl>']],
  ['', 'jan@x.nl,els@x.nl', ['<jan@x.nl>', '<els@x.nl>']],
  ['', 'jan@x.nl / els@x.nl', ['<jan@x.nl>', '<els@x.nl>']],
  ['', 'jan@x.nl\nels@x.nl', ['<jan@x.nl>', '<els@x.nl>']],
  ['', 'jan@x.nl els@x.nl', ['<jan@x.nl>', '<els@x.nl>']],
  ['', 'jan@x.nl en els@x.nl', ['<jan@x.nl>', '<els@x.nl>']],
  ['Jan', 'jan@x.nl; JAN@x.nl', ['Jan<jan@x.nl>']],
  ['Jan en Els', 'jan@x.nl; els@x.nl', ['Jan<jan@x.nl>', 'Els<els@x.nl>']],
])('%j with %j', (name, addresses, people) => {
  const read = readPeople(name, addresses);
  expect('people' in read && read.people.map((person) => `${person.name}<${person.email ?? ''}>`)).toEqual(
    people,
  );
});

test.each([
  ['Jan', 'jan@x.nl; els@x.nl', 'severalAddresses'],
  ['', 'jan@x.nl; els', 'mailWithoutAt'],
  ['', 'jan@x,nl', 'mailSlip'],
  ['', 'n.v.t.', 'mailWithoutAt'],
  ['', 'Jan <>', 'empty'],
])('%j with %j is a problem: %s', (name, addresses, code) => {
  expect(readPeople(name, addresses)).toMatchObject({ problem: { code } });
});
