/** A change of the privacy texts is there whole, with its line in the log, or not at all. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changePrivacy } from '../../../server/privacy/change-privacy.ts';
import type { TypedTexts } from '../../../server/privacy/check-texts.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { seedNetwork } from '../../support/seed-network.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

const typed: TypedTexts = {
  controller: 'Gemeente Weert',
  purpose: 'Beter samenwerken.',
  legalGround: 'public-task',
  legalBasis: '',
  contact: 'Greet, 0495 123456',
  keepMonths: '24',
  sender: '',
};

test('the privacy texts of a network', async () => {
  const { networkId } = await seedNetwork(server.app.db);
  expect(
    await expectAllOrNothing(server.app, (acting) => changePrivacy(acting, networkId, typed, 1)),
  ).toEqual({ lines: ['privacy.changed'], jobs: [] });
});

test('what is refused leaves nothing', async () => {
  const { networkId } = await seedNetwork(server.app.db);
  const change = (changed: Partial<TypedTexts>, revision = 1) =>
    expectUnchanged(server.app.db, () =>
      changePrivacy(actingOn(server.app), networkId, { ...typed, ...changed }, revision),
    );
  expect(await change({}, 7)).toMatchObject({ code: 'changedMeanwhile' });
  expect(await change({ keepMonths: '0', purpose: 'x'.repeat(501) })).toMatchObject({ statusCode: 422 });
});
