/** What the coordinator does with the profile of a partner is there whole, with its line in the log, or not at all. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { correctProfile } from '../../../server/social-map/correct-profile.ts';
import { hideProfile } from '../../../server/social-map/hide-profile.ts';
import { emptyProfile } from '../../../survey/profile.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { seedNetwork } from '../../support/seed-network.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let partnerId: string;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());
beforeEach(async () => {
  partnerId = (await seedNetwork(server.app.db)).partnerIds[0]!;
});

const correct = (about: string, revision: number) => (acting: ReturnType<typeof actingOn>) =>
  correctProfile(acting, partnerId, { content: { ...emptyProfile, about }, revision, view: 'desk.0' });

test('writing the first profile, correcting it, hiding it and showing it again', async () => {
  const { app } = server;
  const steps = [
    { change: correct('Wij helpen', 0), line: 'profiles.changed' },
    { change: correct('Wij helpen iedereen', 1), line: 'profiles.changed' },
    {
      change: (acting: ReturnType<typeof actingOn>) => hideProfile(acting, partnerId, true),
      line: 'profiles.hidden',
    },
    {
      change: (acting: ReturnType<typeof actingOn>) => hideProfile(acting, partnerId, false),
      line: 'profiles.shown',
    },
  ];
  for (const { change, line } of steps) {
    expect(await expectAllOrNothing(app, change)).toEqual({ lines: [line], jobs: [] });
  }
});

test('what was changed meanwhile is refused, and what is so already changes nothing', async () => {
  const { app } = server;
  await correct('Wij helpen', 0)(actingOn(app));
  const refused = await expectUnchanged(app.db, () => correct('Iets anders', 7)(actingOn(app)));
  expect(refused).toMatchObject({ code: 'changedMeanwhile' });
  for (const change of [
    correct('Wij helpen', 1),
    (acting: ReturnType<typeof actingOn>) => hideProfile(acting, partnerId, false),
  ]) {
    const acting = actingOn(app);
    expect((await expectUnchanged(app.db, () => change(acting))).message).toBe('It did not fail.');
    expect(acting.done).toEqual(['unchanged']);
  }
});
