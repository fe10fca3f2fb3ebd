import { describe, expect, test } from 'vitest';
import {
  mayDo,
  type Place,
  type Role,
  roles,
  type SignedIn,
  type Thing,
  type Verb,
} from '../../../../server/access/access.ts';

const things: Thing[] = ['desk', 'installation', 'network', 'results', 'looks', 'address-book', 'data'];
const verbs: Verb[] = ['read', 'change', 'download'];
const reader = (role: Role, networkIds = ['10']): SignedIn => ({
  accountId: '1',
  role,
  municipalityId: '1',
  networkIds,
});
const place = (
  networkId: string | undefined,
  municipalityId = '1',
  state?: 'open' | 'closed' | 'released',
) => ({
  municipalityId,
  networkId,
  round: state && { id: '5', closed: state !== 'open', released: state === 'released' },
});

/** Everything that a role may do somewhere: thing and verbs by their first letters. */
const allowed: Record<Role, string> = {
  operator: 'desk:rc installation:rcd network:rcd results:rcd looks:rc address-book:r',
  coordinator: 'desk:rc network:rcd results:rcd address-book:r',
  municipality: 'desk:rc results:rd looks:rc address-book:r',
  researcher: 'desk:rc results:rd data:rd',
};

describe.each(roles)('%s', (role) => {
  test('may do what the table says and nothing else', () => {
    const found = things
      .map((thing) => [thing, verbs.filter((verb) => mayDo(reader(role), verb, thing, undefined))] as const)
      .filter(([, may]) => may.length > 0)
      .map(([thing, may]) => `${thing}:${may.map((verb) => verb[0]).join('')}`);
    expect(found.join(' ')).toBe(allowed[role]);
  });
});

/** Where a role may read the results: own network 10 of municipality 1, and 20 of municipality 2. */
const where: [string, Place, Role[]][] = [
  ['own network', place('10'), ['operator', 'coordinator', 'municipality', 'researcher']],
  ['another network of the own municipality', place('11'), ['operator', 'municipality']],
  ['a network elsewhere', place('20', '2'), ['operator']],
  ['the own network, round open', place('10', '1', 'open'), ['operator', 'coordinator']],
  ['the own network, round closed', place('10', '1', 'closed'), ['operator', 'coordinator', 'municipality']],
  ['the own network, round released', place('10', '1', 'released'), [...roles]],
  ['a released round elsewhere', place('20', '2', 'released'), ['operator']],
  ['the own municipality', place(undefined), ['operator', 'coordinator', 'municipality']],
  ['another municipality', place(undefined, '2'), ['operator']],
];

test.each(where)('results are read in %s by those who may', (_name, there, who) => {
  expect(roles.filter((role) => mayDo(reader(role), 'read', 'results', there))).toEqual(who);
});

test('the looks of a municipality are changed by its own accounts and by the operator', () => {
  const may = (there: Place) => roles.filter((role) => mayDo(reader(role), 'change', 'looks', there));
  expect(may(place(undefined))).toEqual(['operator', 'municipality']);
  expect(may(place(undefined, '2'))).toEqual(['operator']);
});

test('a coordinator without networks makes one in the own municipality and reaches no other', () => {
  const fresh = reader('coordinator', []);
  expect(mayDo(fresh, 'change', 'network', place(undefined))).toBe(true);
  expect(mayDo(fresh, 'change', 'network', place('10'))).toBe(false);
  expect(mayDo({ ...fresh, municipalityId: null }, 'change', 'network', place(undefined))).toBe(false);
});
