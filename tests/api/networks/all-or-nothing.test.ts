/** Every change of a network is there whole, with its line in the log, or not at all. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addNetwork } from '../../../server/networks/add-network.ts';
import { renameNetwork } from '../../../server/networks/rename-network.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { seedNetwork } from '../../support/seed-network.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

test('making a network, with its municipality and for its coordinator', async () => {
  const { app } = server;
  const { municipalityId } = await seedNetwork(app.db);
  const { accountId } = await signIn(app, 'coordinator', { municipalityId });
  const leudal = { code: 'GM1640', name: 'Leudal' };
  const made = { lines: ['networks.made'], jobs: [] };
  expect(
    await expectAllOrNothing(app, (acting) => addNetwork(acting, { name: 'Een', municipality: leudal })),
  ).toEqual(made);
  const own = { name: 'Twee', municipality: { id: municipalityId }, coordinatorId: accountId };
  expect(await expectAllOrNothing(app, (acting) => addNetwork(acting, own))).toEqual(made);
});

test('a name that is taken, a municipality under another name and one that does not exist leave nothing', async () => {
  const { app } = server;
  const { municipalityId, name } = await seedNetwork(app.db);
  for (const refused of [
    { name, municipality: { id: municipalityId } },
    { name: '', municipality: { code: 'GM0946', name: 'Nederweert' } },
    { name: 'Drie', municipality: { code: 'GM0988', name: 'Elders' } },
    { name: 'Drie', municipality: { id: '999999' } },
  ]) {
    const error = await expectUnchanged(app.db, () => addNetwork(actingOn(app), refused));
    expect(error, JSON.stringify(refused)).toMatchObject({ statusCode: 422 });
  }
});

test('another name of a network', async () => {
  const { app } = server;
  const { networkId } = await seedNetwork(app.db);
  const { name: taken } = await seedNetwork(app.db);
  const rename = (name: string, revision: number) => () =>
    renameNetwork(actingOn(app), networkId, { name, revision });
  expect(await expectUnchanged(app.db, rename('Ander', 7))).toMatchObject({ statusCode: 409 });
  expect(await expectUnchanged(app.db, rename(taken, 1))).toMatchObject({ statusCode: 422 });
  expect(
    await expectAllOrNothing(app, (acting) =>
      renameNetwork(acting, networkId, { name: 'Ander', revision: 1 }),
    ),
  ).toEqual({ lines: ['networks.renamed'], jobs: [] });
});
