/** Who presses the button of a form twice makes one thing: the second press finds what the first made. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetSentForms } from '../../../server/desk/submit-once.ts';
import { addDays, dutchDay } from '../../../server/text/days.ts';
import { seedRound } from '../../support/seed.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let operator: SignedIn;
let round: Awaited<ReturnType<typeof seedRound>>;
let closed: Awaited<ReturnType<typeof seedRound>>;
beforeAll(async () => {
  server = await startTestApp();
  operator = await signIn(server.app, 'operator');
  round = await seedRound(server.app.db);
  closed = await seedRound(server.app.db);
  await operator.post(`/desk/rounds/${closed.roundId}/closure`);
});
afterAll(() => server.stop());

type Fields = Record<string, string>;

/** The token of a page that is shown now. */
async function openForm(): Promise<string> {
  return /name="csrf" value="([^"]+)"/.exec((await operator.get('/desk/networks/new')).body)![1]!;
}

async function count(table: string): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`SELECT count(*)::int AS count FROM ${sql.table(table)}`.execute(server.app.db);
  return rows[0]!.count;
}

const plan = () => ({
  sender: 'Greet',
  language: 'nl',
  closesOn: addDays(dutchDay(new Date()), 90),
  repeats: 'once',
  message: '',
});

/** Each form that makes something: where it goes, what is in it, a field to tell one from another, and the table. */
const forms: [string, () => string, () => Fields, string, string][] = [
  [
    'an agreement',
    () => `/desk/networks/${closed.networkId}/agreements`,
    () => ({
      round: closed.roundId,
      facet: 'contact',
      what: 'Een inloopuur',
      who: 'Welzijn',
      byWhen: '2090-01-31',
    }),
    'what',
    'agreement',
  ],
  [
    'a recommendation',
    () => `/desk/networks/${closed.networkId}/recommendations`,
    () => ({
      facet: 'contact',
      action: 'Drink samen koffie',
      text: 'Elke week',
      who: 'Welzijn',
      firstStep: 'Bel elkaar',
    }),
    'action',
    'localRecommendation',
  ],
  [
    'a network',
    () => '/desk/networks',
    () => ({ name: 'Samen', code: 'GM9999', municipalityName: 'Voorbeeldstad', municipality: 'new' }),
    'name',
    'network',
  ],
  [
    'a partner',
    () => `/desk/networks/${round.networkId}/partners`,
    () => ({ name: 'De Brug', kind: '', size: '', person: '', email: '', language: 'nl' }),
    'name',
    'partner',
  ],
  [
    'a person without an address',
    () => `/desk/partners/${round.partnerIds.school}/people`,
    () => ({ person: 'Gijs', email: '', language: 'nl' }),
    'person',
    'person',
  ],
  [
    'an invitation on paper',
    () => `/desk/rounds/${round.roundId}/paper-invitations`,
    () => ({ partner: round.partnerIds.school!, person: 'Hanna' }),
    'person',
    'invitation',
  ],
  [
    'a planned round',
    () => `/desk/networks/${round.networkId}/rounds`,
    () => ({ ...plan(), name: 'Gepland', opening: 'day', opensOn: addDays(dutchDay(new Date()), 60) }),
    'name',
    'round',
  ],
  [
    'a round that opens now',
    () => `/desk/networks/${closed.networkId}/rounds`,
    () => ({ ...plan(), name: 'Nu open', opening: 'now', opensOn: '', checked: 'yes' }),
    'name',
    'round',
  ],
  [
    'an account',
    () => '/desk/accounts',
    () => ({ email: 'nieuw@example.org', name: 'Nieuw', role: 'operator' }),
    'email',
    'account',
  ],
];

describe.each(forms)('%s', (_what, address, fill, field, table) => {
  test('pressed twice, at once or later, is made once, and both presses lead to it', async () => {
    const before = await count(table);
    const form = { ...fill(), csrf: await openForm() };
    const presses = [
      ...(await Promise.all([operator.post(address(), form), operator.post(address(), form)])),
      await operator.post(address(), form),
    ];
    expect(presses.map(({ statusCode, body }) => (statusCode === 303 ? 303 : body))).toEqual([303, 303, 303]);
    expect(new Set(presses.map(({ headers }) => headers.location)).size).toBe(1);
    expect(await count(table)).toBe(before + 1);
  });

  test('with something else filled in it makes another', async () => {
    const before = await count(table);
    const form = { ...fill(), csrf: await openForm() };
    for (const more of ['een', 'twee']) {
      const { statusCode, body } = await operator.post(address(), {
        ...form,
        [field]: `${more}${fill()[field]}`,
      });
      expect(statusCode === 303 ? 303 : body).toBe(303);
    }
    expect(await count(table)).toBe(before + 2);
  });
});

test('the same from a page that was opened again is another', async () => {
  const before = await count('agreement');
  const [, address, fill] = forms[0]!;
  for (const csrf of [await openForm(), await openForm()])
    await operator.post(address(), { ...fill(), csrf });
  expect(await count('agreement')).toBe(before + 2);
});

test('a form that was refused can be sent again as it is', async () => {
  const form = { name: 'Later', code: 'GM9999', municipalityName: 'Voorbeeldstad', municipality: 'new' };
  const made = await operator.post('/desk/networks', form);
  const again = { ...form, csrf: await openForm() };
  expect((await operator.post('/desk/networks', again)).statusCode).toBe(422);
  const id = /networks\/(\d+)/.exec(String(made.headers.location))![1]!;
  await server.app.db.deleteFrom('network').where('id', '=', id).execute();
  expect((await operator.post('/desk/networks', again)).statusCode).toBe(303);
});

test('a share pressed twice is one, and its link is shown again', async () => {
  const before = await count('share');
  const form = { scope: 'factsheet', months: '12', csrf: await openForm() };
  const path = `/desk/rounds/${closed.roundId}/shares`;
  const pages = [...(await Promise.all([operator.post(path, form), operator.post(path, form)]))];
  const links = pages.map(({ body }) => /\/shares\/[\w-]{22}/.exec(body)?.[0]);
  expect(links[0]).toBeDefined();
  expect(links[1]).toBe(links[0]);
  expect(await count('share')).toBe(before + 1);
  const other = await operator.post(path, { ...form, csrf: await openForm() });
  expect(/\/shares\/[\w-]{22}/.exec(other.body)?.[0]).not.toBe(links[0]);
});

test('forms are forgotten after ten minutes', async () => {
  await sql`UPDATE sent_form SET sent_at = now() - interval '9 minutes'`.execute(server.app.db);
  const all = await count('sentForm');
  await forgetSentForms(server.app.db);
  expect(await count('sentForm')).toBe(all);
  await sql`UPDATE sent_form SET sent_at = now() - interval '11 minutes'`.execute(server.app.db);
  await forgetSentForms(server.app.db);
  expect(await count('sentForm')).toBe(0);
});
