/** A change of the looks is there whole, with its line in the log, or not at all. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeLooks } from '../../../server/looks/change-looks.ts';
import { removeLogo } from '../../../server/looks/remove-logo.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { makePng } from '../../support/logos.ts';
import { seedRound } from '../../support/seed.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let municipalityId: string;
beforeAll(async () => {
  server = await startTestApp();
  await seedRound(server.app.db);
  ({ id: municipalityId } = await server.app.db
    .selectFrom('municipality')
    .select('id')
    .executeTakeFirstOrThrow());
});
afterAll(() => server.stop());

const png = makePng({ width: 200, height: 100 });
const logo = { logo: { png, width: 200, height: 100 }, problems: [] };

test('setting it for the first time, changing it, and taking the logo away', async () => {
  const set = (colour: string, revision: number) =>
    expectAllOrNothing(server.app, (acting) =>
      changeLooks(acting, municipalityId, { colour, logo, revision }),
    );
  expect(await set('#0b4f6c', 0)).toEqual({ lines: ['looks.changed'], jobs: [] });
  expect(await set('#7a1f5c', 1)).toEqual({ lines: ['looks.changed'], jobs: [] });
  expect(await expectAllOrNothing(server.app, (acting) => removeLogo(acting, municipalityId))).toEqual({
    lines: ['looks.logoRemoved'],
    jobs: [],
  });
});

test('what is refused leaves nothing', async () => {
  const change = (colour: string, revision: number) =>
    expectUnchanged(server.app.db, () =>
      changeLooks(actingOn(server.app), municipalityId, { colour, revision }),
    );
  expect(await change('#0b4f6c', 77)).toMatchObject({ code: 'changedMeanwhile' });
  expect(await change('#ffffff', 3)).toMatchObject({ statusCode: 422 });
});
