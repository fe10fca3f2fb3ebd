/** The first steps of each role follow from what is there, and are gone with the last of them. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findFirstSteps } from '../../../server/first-steps/first-steps.ts';
import { listMissingPrivacy } from '../../../server/privacy/privacy.ts';
import { releaseRound } from '../../../server/results/research/release-round.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { actingOn } from '../../support/acting.ts';
import { readWords } from '../../support/read-html.ts';
import { seedRound } from '../../support/seed.ts';
import { seedOwnNetwork, seedPartner } from '../../support/seed-own-network.ts';
import { type NewReader, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeEach(async () => {
  server = await startTestApp();
});
afterEach(() => server.stop());

type Role = 'operator' | 'coordinator' | 'municipality' | 'researcher';

/** The names of the steps that are done, and of the next; undefined when they are gone. */
async function read(role: Role, { municipalityId, networkIds = [] }: NewReader = {}) {
  const reader = { accountId: '0', role, municipalityId: municipalityId ?? null, networkIds };
  const steps = await findFirstSteps(server.app.db, reader);
  return (
    steps && [steps.filter(({ done }) => done).map(({ name }) => name), steps.find(({ done }) => !done)!.name]
  );
}

test('of an operator: coordinator, sign-in, network, round', async () => {
  const { app } = server;
  const operator = await signIn(app, 'operator');
  expect(await read('operator')).toEqual([['account'], 'coordinator']);
  const page = await operator.get('/desk/networks');
  expect(page.body).toContain('href="/desk/accounts/new?role&#x3D;coordinator"');
  expect((await operator.get('/desk/accounts/new?role=coordinator')).body).toMatch(
    /value="coordinator"[^>]* checked/,
  );

  const invited = await operator.post('/desk/accounts', {
    name: 'Greet',
    email: 'greet@ggd.example',
    role: 'coordinator',
    municipality: 'GM0988',
  });
  expect(invited.statusCode).toBe(303);
  expect(await read('operator')).toEqual([['account', 'coordinator'], 'entered']);
  await app.db.updateTable('account').set({ passwordHash: 'x' }).where('name', '=', 'Greet').execute();
  expect(await read('operator')).toEqual([['account', 'coordinator', 'entered'], 'network']);
  await seedRound(app.db);
  expect(await read('operator')).toBeUndefined();
  expect(readWords((await operator.get('/desk/networks')).body)).not.toContain('Uw eerste stappen');
});

test('of a coordinator: network, partners, people, privacy, round; of the own networks alone', async () => {
  const { app } = server;
  // Somebody else's round says nothing about this coordinator.
  await seedRound(app.db, { municipality: { code: 'GM0001', name: 'Elders' } });
  expect(await read('coordinator')).toEqual([['account'], 'ownNetwork']);
  const { networkId, coordinator } = await seedOwnNetwork(app);
  const own = () => read('coordinator', { networkIds: [networkId] });
  expect(await own()).toEqual([['account', 'ownNetwork'], 'partners']);
  expect((await coordinator.get('/desk/networks')).body).toContain(`/desk/networks/${networkId}/import`);
  const partner = await seedPartner(app, networkId, { name: 'Welzijn' });
  expect(await own()).toEqual([['account', 'ownNetwork', 'partners'], 'people']);
  await app.db.insertInto('person').values({ partnerId: partner.id, name: 'Anna', email: null }).execute();
  expect(await own()).toEqual([['account', 'ownNetwork', 'partners', 'people'], 'privacy']);
  const words = {
    controller: 'Gemeente',
    purpose: 'Leren',
    legalGround: 'public-task',
    contact: 'Greet',
  } as const;
  await app.db.updateTable('network').set(words).where('id', '=', networkId).execute();
  // What counts as filled in is what opening a round asks for.
  expect(await listMissingPrivacy(app.db, networkId)).toEqual([]);
  expect((await own())?.[1]).toBe('ownRound');
  const planned = await coordinator.post(`/desk/networks/${networkId}/rounds`, {
    name: '2090',
    sender: 'Greet',
    language: 'nl',
    opening: 'day',
    opensOn: '2090-03-01',
    closesOn: '2090-03-20',
    checked: 'yes',
  });
  expect(planned.statusCode).toBe(303);
  expect(await own()).toBeUndefined();
});

test('of a municipality: looks, network, result; of a researcher: a network, a release', async () => {
  const { app } = server;
  const { municipalityId, networkId } = await seedOwnNetwork(app);
  const reader = await signIn(app, 'municipality', { municipalityId });
  const home = `/desk/municipalities/${municipalityId}`;
  expect(await read('municipality', { municipalityId })).toEqual([['account', 'itsNetwork'], 'looks']);
  expect((await reader.get(home)).body).toContain(`href="${home}/looks"`);
  // An operator who looks at the page has steps elsewhere.
  const operator = await signIn(app, 'operator');
  expect(readWords((await operator.get(home)).body)).not.toContain('Uw eerste stappen');

  expect(await read('researcher')).toEqual([['account'], 'granted']);
  expect(await read('researcher', { networkIds: [networkId] })).toEqual([['account', 'granted'], 'released']);
  const { roundId, networkId: other } = await seedRound(app.db);
  await closeRound(actingOn(app), roundId);
  expect((await read('researcher', { networkIds: [other] }))?.[1]).toBe('released');
  await releaseRound(actingOn(app), roundId);
  expect(await read('researcher', { networkIds: [other] })).toBeUndefined();
  const { municipalityId: owner } = await app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', other)
    .executeTakeFirstOrThrow();
  expect(await read('municipality', { municipalityId: owner })).toBeUndefined();
});

test('a network in a municipality that is new here is made by its name; two that choose it at once share it', async () => {
  const { app } = server;
  const operator = await signIn(app, 'operator');
  const form = await operator.get('/desk/networks/new');
  expect(form.body).toContain('<option value="GM1640"');
  const make = (name: string) => operator.post('/desk/networks', { name, municipality: 'GM1640' });
  const made = await Promise.all([make('Een'), make('Twee')]);
  expect(made.map(({ statusCode }) => statusCode)).toEqual([303, 303]);
  const stored = await app.db.selectFrom('municipality').select(['code', 'name']).execute();
  expect(stored).toEqual([{ code: 'GM1640', name: 'Leudal' }]);
});
