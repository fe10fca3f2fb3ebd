import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Call, callApi, listFaults } from '../../support/call-api.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
});
afterAll(() => server.stop());

const weert = { code: 'GM0988', name: 'Weert' };

test('a network is made together with its municipality, and can be read back', async () => {
  const made = await call('POST', '/networks', { municipality: weert, name: ' Keten  rond armoede ' });
  expect(made.status).toBe(201);
  expect(made.json).toEqual({
    id: expect.any(String),
    name: 'Keten rond armoede',
    municipality: weert,
    madeUp: false,
    partners: 0,
  });
  expect((await call('GET', `/networks/${made.json.id}`)).json).toEqual(made.json);
  expect((await call('GET', '/networks')).json).toContainEqual(made.json);
});

test('a municipality has several networks, but not two of one name', async () => {
  expect((await call('POST', '/networks', { municipality: weert, name: 'Jeugd' })).status).toBe(201);
  expect((await call('POST', '/networks', { municipality: weert, name: 'Ouderen' })).status).toBe(201);
  const again = await call('POST', '/networks', { municipality: weert, name: 'Jeugd' });
  expect(again.status).toBe(422);
  expect(listFaults(again)).toEqual([
    "name: Deze gemeente heeft al een netwerk met de naam 'Jeugd'. Kies een andere naam.",
  ]);
});

test('ten that make the same network at once make one', async () => {
  const wish = { municipality: { code: 'GM1711', name: 'Echt-Susteren' }, name: 'Tegelijk' };
  const made = await Promise.all(Array.from({ length: 10 }, () => call('POST', '/networks', wish)));
  expect(made.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(made.filter(({ status }) => status === 422)).toHaveLength(9);
});

test('everything that is wrong with a network is said at once, and nothing is stored', async () => {
  const before = (await call('GET', '/networks')).json;
  const refused = await call('POST', '/networks', {
    municipality: { code: 'Weert', name: '  ' },
    name: 'a\u0000b',
  });
  expect(refused.status).toBe(422);
  expect(listFaults(refused)).toEqual([
    'municipality/code: Dit is geen gemeentecode. Schrijf GM en vier cijfers, bijvoorbeeld GM0988.',
    'municipality/name: Dit is leeg. Vul het in.',
    'name: Hier staat een teken in dat niet te lezen is. Typ de tekst opnieuw.',
  ]);
  expect((await call('GET', '/networks')).json).toEqual(before);
});

test('a code that belongs to a municipality of another name is refused', async () => {
  await call('POST', '/networks', { municipality: weert, name: 'Eerste' });
  const refused = await call('POST', '/networks', {
    municipality: { code: 'gm0988', name: 'Roermond' },
    name: 'X',
  });
  expect(listFaults(refused)).toEqual([
    "municipality/name: Gemeente GM0988 heet hier al 'Weert'. Gebruik die naam, of kijk of de code klopt.",
  ]);
});

test('a request of the wrong shape is refused with a sentence per field, in Dutch or in English', async () => {
  const wrong = { municipality: { code: 'GM0988' }, name: 7, colour: 'red' };
  const refused = await call('POST', '/networks', wrong);
  expect(refused.status).toBe(400);
  expect(listFaults(refused).sort()).toEqual([
    'colour: Dit veld kennen wij hier niet. Laat het weg.',
    'municipality/name: Dit ontbreekt. Vul het in.',
    'name: Hier hoort tekst te staan.',
  ]);
  const english = await call('POST', '/networks', wrong, { 'accept-language': 'en' });
  expect(listFaults(english)).toContain('name: There should be text here.');
});

test.each([
  ['no JSON', '{"name": ', 'application/json', 400],
  ['no body', undefined, undefined, 400],
  ['a list', '[]', 'application/json', 400],
  ['another kind of data', '<network/>', 'application/xml', 415],
  ['300 KiB', JSON.stringify({ name: 'x'.repeat(300 * 1024) }), 'application/json', 413],
])('a body that is %s is refused with a sentence', async (_what, body, type, status) => {
  const refused = await call('POST', '/networks', body, type === undefined ? {} : { 'content-type': type });
  expect(refused.status).toBe(status);
  expect(refused.json.sentence).toMatch(/^(Wat u stuurt|Dit soort gegevens)/);
});

test('a network that does not exist, or whose id can be none, is not found', async () => {
  for (const id of ['999999', '0', '-1', 'abc', '9'.repeat(30), "1'--"]) {
    const answer = await call('GET', `/networks/${encodeURIComponent(id)}`);
    expect(answer.status, id).toBe(404);
  }
});
