/** A new network from another one: who may, once for each press, and whole or not at all. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyNetwork } from '../../../server/network-copies/copy-network.ts';
import { expectAllOrNothing } from '../../support/failing-log.ts';
import { seedCopySource } from '../../support/seed-copy-source.ts';
import { seedOwnNetwork } from '../../support/seed-own-network.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

const all = ['partners', 'people', 'owners', 'texts', 'plan'];

test('a second press makes no second network; the copy is there whole or not at all', async () => {
  const { app } = server;
  const { networkId, coordinator } = await seedCopySource(server.app);
  const form = { name: 'Eenmaal', parts: all, csrf: coordinator.csrf };
  const first = await coordinator.post(`/desk/networks/${networkId}/copy`, form);
  const second = await coordinator.post(`/desk/networks/${networkId}/copy`, form);
  expect([first.statusCode, second.statusCode]).toEqual([303, 303]);
  expect(second.headers.location).toBe(first.headers.location);
  const taken = await coordinator.post(`/desk/networks/${networkId}/copy`, { name: 'Eenmaal', parts: all });
  expect(taken.statusCode).toBe(422);
  expect(
    await expectAllOrNothing(app, (acting) =>
      copyNetwork(acting, networkId, { name: 'Heel', parts: ['partners', 'people', 'texts', 'plan'] }),
    ),
  ).toEqual({ lines: ['networks.made', 'copies.made'], jobs: [] });
});

test('nobody copies from a network that is not theirs, and the choice names only own networks', async () => {
  const { app } = server;
  const { networkId, municipalityId } = await seedCopySource(server.app);
  const colleague = await seedOwnNetwork(app, { name: 'Van een collega' });
  const officer = await signIn(app, 'municipality', { municipalityId });
  for (const other of [colleague.coordinator, officer]) {
    expect((await other.get(`/desk/networks/${networkId}/copy`)).statusCode).toBe(404);
    expect(
      (await other.post(`/desk/networks/${networkId}/copy`, { name: 'Gestolen', parts: all })).statusCode,
    ).toBe(404);
  }
  const page = (await colleague.coordinator.get('/desk/networks/new')).body;
  expect(page).toContain('Van een collega');
  expect(page).not.toContain(`value="${networkId}"`);
  const to = await colleague.coordinator.get(`/desk/networks/copy?from=${colleague.networkId}`);
  expect(to.headers.location).toBe(`/desk/networks/${colleague.networkId}/copy`);
  expect((await colleague.coordinator.get('/desk/networks/copy?from=x')).statusCode).toBe(404);
  expect((await colleague.coordinator.get('/desk/networks/copy')).headers.location).toBe(
    '/desk/networks/new',
  );
});

test('a coordinator who moved to another municipality makes no network in the old one', async () => {
  const { networkId } = await seedCopySource(server.app);
  const elsewhere = await seedOwnNetwork(server.app, { code: 'GM1640' });
  const moved = await signIn(server.app, 'coordinator', {
    municipalityId: elsewhere.municipalityId,
    networkIds: [networkId],
  });
  const made = await moved.post(`/desk/networks/${networkId}/copy`, { name: 'Over de grens', parts: all });
  expect(made.statusCode).toBe(404);
});

test('a network of made-up data makes another one of made-up data', async () => {
  const { networkId, coordinator } = await seedCopySource(server.app);
  await server.app.db.updateTable('network').set({ madeUp: true }).where('id', '=', networkId).execute();
  const made = await coordinator.post(`/desk/networks/${networkId}/copy`, { name: 'Ook verzonnen' });
  expect((await coordinator.get(made.headers.location!)).body).toContain('verzonnen gegevens');
});
