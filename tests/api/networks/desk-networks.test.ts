/** Networks on the desk: who makes them where, what to do next, a name that two people change. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { actingOn } from '../../support/acting.ts';
import { listLogActions } from '../../support/list-log.ts';
import { readWords } from '../../support/read-html.ts';
import { seedRound } from '../../support/seed.ts';
import { seedOwnNetwork, seedPartner } from '../../support/seed-own-network.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

const revisionOf = (html: string) => /name="revision" value="(\d+)"/.exec(html)![1]!;

test('a coordinator without networks reads what a network is, makes one, and is the only coordinator that has it', async () => {
  const { app } = server;
  const { municipalityId } = await seedOwnNetwork(app);
  const coordinator = await signIn(app, 'coordinator', { municipalityId });
  const colleague = await signIn(app, 'coordinator', { municipalityId });

  const empty = readWords((await coordinator.get('/desk/networks')).body);
  expect(empty).toContain('Een netwerk is de groep organisaties');
  expect(empty).toContain('Maak uw netwerk');

  const made = await coordinator.post('/desk/networks', { name: '  Samen  tegen armoede ' });
  expect(made.statusCode).toBe(303);
  const home = await coordinator.get(made.headers.location!);
  expect(home.statusCode).toBe(200);
  const words = readWords(home.body);
  expect(words).toContain('Uw netwerk is er. Zet nu de partners erin.');
  expect(words).toContain('Zet eerst de partners in het netwerk');
  expect(home.body).toContain('<h1>Samen tegen armoede</h1>');
  expect(readWords((await coordinator.get('/desk/networks')).body)).toContain('Samen tegen armoede');

  const address = made.headers.location!.split('?')[0]!;
  expect((await colleague.get(address)).statusCode).toBe(404);
  const id = address.split('/').at(-1)!;
  expect(await listLogActions(app.db, { network: id })).toEqual([
    { action: 'networks.made', account: coordinator.accountId, thing: id, note: 'Samen tegen armoede' },
    {
      action: 'desk.refused',
      account: colleague.accountId,
      thing: null,
      note: 'GET /desk/networks/:network',
    },
  ]);
});

test('a network without a name, or with the name of another, is refused in a sentence that keeps what was typed', async () => {
  const { coordinator } = await seedOwnNetwork(server.app, { name: 'Er al' });
  const empty = await coordinator.post('/desk/networks', { name: ' ' });
  expect(empty.statusCode).toBe(422);
  expect(readWords(empty.body)).toContain('Dit is leeg. Vul het in.');
  const double = await coordinator.post('/desk/networks', { name: 'Er al' });
  expect(double.statusCode).toBe(422);
  expect(double.body).toContain('value="Er al"');
  expect(readWords(double.body)).toContain('heeft al een netwerk met de naam');
});

test('an operator makes a network in a municipality that is known, or in a new one, and chooses one of both', async () => {
  const { app } = server;
  const { municipalityId, networkId } = await seedOwnNetwork(app);
  const operator = await signIn(app, 'operator');
  const form = await operator.get('/desk/networks/new');
  expect(form.body).toContain(`<option value="${municipalityId}"`);

  const known = await operator.post('/desk/networks', {
    name: 'Van de beheerder',
    municipality: municipalityId,
  });
  expect(known.statusCode).toBe(303);
  const fresh = await operator.post('/desk/networks', {
    name: 'Van elders',
    municipality: 'new',
    code: 'gm1640',
    municipalityName: 'Leudal',
  });
  expect(fresh.statusCode).toBe(303);
  const list = readWords((await operator.get('/desk/networks')).body);
  expect(list).toContain('Van elders Leudal');
  expect((await operator.get(`/desk/networks/${networkId}`)).statusCode).toBe(200);

  const wrong = await operator.post('/desk/networks', {
    name: '',
    municipality: 'new',
    code: 'Leudal',
    municipalityName: '',
  });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('href="#field-code"');
  expect(wrong.body).toContain('href="#field-municipalityName"');
  expect(wrong.body).toContain('href="#field-name"');
  const none = await operator.post('/desk/networks', { name: 'Nergens' });
  expect(none.statusCode).toBe(422);
  expect(readWords(none.body)).toContain('Kies een gemeente.');
});

test('a coordinator cannot make a network in another municipality, whatever the form says', async () => {
  const { app } = server;
  const other = await seedOwnNetwork(app, { code: 'GM0001' });
  const { coordinator, municipalityId } = await seedOwnNetwork(app);
  const made = await coordinator.post('/desk/networks', {
    name: 'Elders',
    municipality: other.municipalityId,
  });
  const id = /networks\/(\d+)/.exec(made.headers.location!)![1]!;
  const network = await app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(network.municipalityId).toBe(municipalityId);
});

test('a name that somebody else changed meanwhile shows both, and saves on the second try', async () => {
  const { networkId, coordinator } = await seedOwnNetwork(server.app, { name: 'Oude naam' });
  const address = `/desk/networks/${networkId}/name`;
  const revision = revisionOf((await coordinator.get(address)).body);
  expect((await coordinator.post(address, { name: 'Naam van de een', revision })).statusCode).toBe(303);

  const conflict = await coordinator.post(address, { name: 'Naam van de ander', revision });
  expect(conflict.statusCode).toBe(409);
  const words = readWords(conflict.body);
  expect(words).toContain('Iemand anders heeft dit intussen veranderd');
  expect(words).toContain('Naam van de een');
  expect(conflict.body).toContain('value="Naam van de ander"');
  const again = await coordinator.post(address, {
    name: 'Naam van de ander',
    revision: revisionOf(conflict.body),
  });
  expect(again.statusCode).toBe(303);
  expect((await coordinator.get(`/desk/networks/${networkId}`)).body).toContain('<h1>Naam van de ander</h1>');
});

test('the page of a network says what to do next, from empty to closed', async () => {
  const { app } = server;
  const { networkId, coordinator } = await seedOwnNetwork(app);
  const read = async () => readWords((await coordinator.get(`/desk/networks/${networkId}`)).body);
  expect(await read()).toContain('Zet eerst de partners in het netwerk');
  await seedPartner(app, networkId, { name: 'Leeg' });
  expect(await read()).toContain('Zet bij de partners wie u wilt vragen');
  expect(await read()).toContain('Bij 1 partner staat nog niemand.');
  await seedPartner(app, networkId, {
    name: 'School',
    people: [
      ['Anna', 'anna@school.example'],
      ['Bram', null],
    ],
  });
  expect(await read()).toContain('Plan de eerste meting');
  expect(await read()).toContain('1 persoon heeft geen adres dat werkt, of wil geen mail.');

  const seeded = await seedRound(app.db, { municipality: { code: 'GM0988', name: 'Weert' } });
  const owner = await signIn(app, 'operator');
  const open = await owner.get(`/desk/networks/${seeded.networkId}`);
  expect(readWords(open.body)).toContain('De meting loopt');
  expect(open.body).toContain(`/desk/rounds/${seeded.roundId}`);
  await closeRound(actingOn(app), seeded.roundId);
  const closed = await owner.get(`/desk/networks/${seeded.networkId}`);
  expect(readWords(closed.body)).toContain('De uitslag is er');
  expect(closed.body).toContain(`/desk/rounds/${seeded.roundId}/factsheet`);
});

test('an unknown ?done says nothing, and a name is never markup', async () => {
  const { networkId, coordinator } = await seedOwnNetwork(server.app, {
    name: '<img src=x onerror=alert(1)>',
  });
  for (const done of ['nothing', '__proto__', 'toString']) {
    const page = await coordinator.get(`/desk/networks/${networkId}?done=${done}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain('role="status"');
    expect(page.body).not.toContain('<img src=x');
  }
});

test('the role of municipality and of researcher find no networks to work on', async () => {
  const { app } = server;
  const { municipalityId, networkId } = await seedOwnNetwork(app);
  for (const role of ['municipality', 'researcher'] as const) {
    const reader = await signIn(app, role, { municipalityId, networkIds: [networkId] });
    for (const path of ['', '/new', `/${networkId}`, `/${networkId}/partners`, `/${networkId}/import`]) {
      expect((await reader.get(`/desk/networks${path}`)).statusCode, path).toBe(404);
    }
  }
});
