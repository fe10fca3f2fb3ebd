/** A new network from another one: what comes along and what stays. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listLogActions } from '../../support/list-log.ts';
import { readWords } from '../../support/read-html.ts';
import { seedRound } from '../../support/seed.ts';
import { seedCopySource } from '../../support/seed-copy-source.ts';
import { seedPerson } from '../../support/seed-network.ts';
import { answer } from '../../support/send-answers.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

const all = ['partners', 'people', 'owners', 'texts', 'plan'];

/** Name, partner and address of everybody in a network. */
async function listPeopleOf(networkId: string) {
  return server.app.db
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .select(['person.name', 'partner.name as partner', 'person.email'])
    .where('partner.networkId', '=', networkId)
    .orderBy('person.name')
    .execute();
}

const idOf = (location: string) => /networks\/(\d+)/.exec(location)![1]!;

test('partners and contacts come along; who wants no mail, is erased or is in the archive stays', async () => {
  const { networkId, coordinator } = await seedCopySource(server.app);
  const page = await coordinator.get(`/desk/networks/${networkId}/copy`);
  const words = readWords(page.body);
  expect(words).toContain('2 partners');
  expect(words).toContain('De 3 contactpersonen');
  expect(words).toContain('2 mensen die geen mail meer willen');
  expect(words).toContain('1 partner in het archief');
  expect(words).not.toContain('wil@bank.example');

  const made = await coordinator.post(`/desk/networks/${networkId}/copy`, { name: 'Jeugd', parts: all });
  expect(made.statusCode).toBe(303);
  const id = idOf(made.headers.location!);
  const home = await coordinator.get(made.headers.location!);
  expect(readWords(home.body)).toContain('met wat u hebt overgenomen');
  expect(await listPeopleOf(id)).toEqual([
    { name: 'Bea', partner: 'Voedselbank', email: 'bram@bank.example' },
    { name: 'Bram', partner: 'Voedselbank', email: 'bram@bank.example' },
    { name: 'Piet', partner: 'Politie', email: 'piet@politie.example' },
  ]);
  const partners = await server.app.db
    .selectFrom('partner')
    .select(['name', 'kind', 'size'])
    .where('networkId', '=', id)
    .orderBy('name')
    .execute();
  expect(partners).toEqual([
    { name: 'Politie', kind: 'police', size: null },
    { name: 'Voedselbank', kind: 'informal', size: 12 },
  ]);
  const piet = await server.app.db
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .select('addressFailsAt')
    .where('person.name', '=', 'Piet')
    .where('partner.networkId', '=', id)
    .executeTakeFirstOrThrow();
  expect(piet.addressFailsAt).not.toBeNull();
  expect((await listLogActions(server.app.db, { network: id })).map(({ action }) => action)).toEqual([
    'networks.made',
    'copies.made',
  ]);
});

test('only what was ticked comes along, and contacts never without their partners', async () => {
  const { networkId, coordinator } = await seedCopySource(server.app);
  const refused = await coordinator.post(`/desk/networks/${networkId}/copy`, {
    name: 'Half',
    parts: 'people',
  });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('value="Half"');
  expect(readWords(refused.body)).toContain('Contactpersonen gaan alleen mee met hun partners');

  const bare = await coordinator.post(`/desk/networks/${networkId}/copy`, {
    name: 'Kaal',
    parts: 'partners',
  });
  expect(await listPeopleOf(idOf(bare.headers.location!))).toEqual([]);
  const none = await coordinator.post(`/desk/networks/${networkId}/copy`, { name: 'Leeg' });
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM partner WHERE network_id = ${idOf(none.headers.location!)}`.execute(
    server.app.db,
  );
  expect(rows).toEqual([{ count: 0 }]);
});

test('of partners with a running agreement the contacts can come along alone; the agreement stays', async () => {
  const { app } = server;
  const { networkId, roundId, people } = await seedRound(app.db);
  const { municipalityId } = await app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', networkId)
    .executeTakeFirstOrThrow();
  const coordinator = await signIn(app, 'coordinator', { municipalityId, networkIds: [networkId] });
  const [first, second] = await app.db
    .selectFrom('partner')
    .select(['id', 'name'])
    .where('networkId', '=', networkId)
    .orderBy('id')
    .execute();
  await seedPerson(app.db, first!.id, { name: 'Trekker' });
  await seedPerson(app.db, second!.id, { name: 'Ander' });
  await app.db
    .insertInto('agreement')
    .values({
      networkId,
      roundId,
      facet: 'x',
      what: 'Iets',
      who: first!.name,
      byWhen: '2030-01-01',
      ownerId: first!.id,
    } as never)
    .execute();
  for (const { invitationId } of Object.values(people)) {
    await answer(app.db, { invitationId, opinion: 4 });
  }
  const made = await coordinator.post(`/desk/networks/${networkId}/copy`, {
    name: 'Met trekkers',
    parts: ['partners', 'owners'],
  });
  const id = idOf(made.headers.location!);
  expect((await listPeopleOf(id)).map(({ name, partner }) => [name, partner])).toEqual([
    ['Trekker', first!.name],
  ]);
  for (const table of ['round', 'agreement', 'local_recommendation', 'digest']) {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*)::int AS count FROM ${sql.table(table)} WHERE network_id = ${id}`.execute(app.db);
    expect(rows, table).toEqual([{ count: 0 }]);
  }
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM person JOIN partner ON partner.id = person.partner_id
    WHERE network_id = ${id} AND (
      EXISTS (SELECT FROM invitation WHERE person_id = person.id) OR EXISTS (SELECT FROM profile WHERE profile.partner_id = partner.id)
      OR person.seed IN (SELECT seed FROM person AS other WHERE other.id <> person.id)
    )`.execute(app.db);
  expect(rows).toEqual([{ count: 0 }]);
});

test('texts and the plan come along, and the first round starts with them', async () => {
  const { app } = server;
  const { networkId, coordinator } = await seedCopySource(server.app);
  await coordinator.post(`/desk/networks/${networkId}/privacy`, {
    controller: 'Gemeente Weert',
    keepMonths: '24',
    sender: 'Greet van de gemeente',
    revision: '1',
  });
  await sql`
    INSERT INTO round (network_id, name, sender, language, instrument_id, instrument_version, instrument_hash,
      opens_at, opened_at, closes_at, message, repeats)
    VALUES (${networkId}, '2025', 'Greet', 'nl', 'x', '1', 'x', '2025-03-03 09:00+01', NULL,
      '2025-03-24 23:59+01', 'Fijn dat u meedoet.', 'yearly')`.execute(app.db);
  await sql`
    INSERT INTO reminder (round_id, send_on) SELECT id, '2025-03-10' FROM round WHERE network_id = ${networkId}`.execute(
    app.db,
  );
  expect(readWords((await coordinator.get(`/desk/networks/${networkId}/copy`)).body)).toContain(
    '21 dagen open, 1 herinnering',
  );
  const made = await coordinator.post(`/desk/networks/${networkId}/copy`, { name: 'Plan', parts: all });
  const id = idOf(made.headers.location!);
  const network = await app.db
    .selectFrom('network')
    .select(['controller', 'keepMonths', 'sender', 'ownTexts', 'plan'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(network).toMatchObject({
    controller: 'Gemeente Weert',
    keepMonths: 24,
    sender: 'Greet van de gemeente',
    ownTexts: true,
    plan: { days: 21, reminders: [7], repeats: 'yearly', sender: 'Greet', message: 'Fijn dat u meedoet.' },
  });
  const form = (await coordinator.get(`/desk/networks/${id}/rounds/new`)).body;
  expect(form).toContain('value="Greet van de gemeente"');
  expect(form).toContain('Fijn dat u meedoet.');
  expect(form).toMatch(/value="yearly"[^>]* (selected|checked)/);
  // A copy of a copy without rounds of its own starts the same.
  const again = await coordinator.post(`/desk/networks/${id}/copy`, { name: 'Plan weer', parts: 'plan' });
  const next = (await coordinator.get(`/desk/networks/${idOf(again.headers.location!)}/rounds/new`)).body;
  expect(next).toContain('Fijn dat u meedoet.');
});
