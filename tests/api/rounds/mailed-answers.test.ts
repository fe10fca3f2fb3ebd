/** Of how many partners the answers came by mail: counted when the round closes, and said on its factsheet. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanUp } from '../../../server/person-data/clean-up.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { findMailedAnswers } from '../../../server/rounds/scores/mailed-answers.ts';
import { actingOn } from '../../support/acting.ts';
import { callApi } from '../../support/call-api.ts';
import { seedRound } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

test('a partner counts once, by its mailbox, and the count outlives the addresses', async () => {
  const { db } = server.app;
  const round = await seedRound(db);
  const addresses: Record<string, string> = {
    anna: 'anna@gemeente.example',
    bram: 'bram@gemeente.example',
    carla: 'Carla@Welzijn.example',
  };
  for (const [name, { invitationId }] of Object.entries(round.people)) {
    const address = addresses[name];
    await answer(db, { invitationId, opinion: 4, ...(address && { address }) });
  }
  expect(await findMailedAnswers(db, round.roundId)).toEqual({ partners: 3, domains: 2 });
  await closeRound(actingOn(server.app), round.roundId);
  await db
    .updateTable('round')
    .set({ closedAt: new Date('2020-01-01') })
    .where('id', '=', round.roundId)
    .execute();
  await cleanUp(actingOn(server.app));
  await db.updateTable('holder').set({ address: null, seed: null }).execute();
  expect(await findMailedAnswers(db, round.roundId)).toEqual({ partners: 3, domains: 2 });
  const { text } = await callApi(server)('GET', `/rounds/${round.roundId}/factsheet`);
  expect(text).toContain(
    '3 van de 6 partners die antwoordden, deden dat met een link die alleen in hun eigen mailbox',
  );
  expect(text).toContain('Die mailadressen horen bij 2 verschillende domeinen');
  expect(text).toContain('De andere partners kregen hun link op een andere manier.');
});

test('where nobody answered by mail the factsheet says so, and an older round says nothing', async () => {
  const { db } = server.app;
  const round = await seedRound(db);
  for (const { invitationId } of Object.values(round.people)) await answer(db, { invitationId, opinion: 4 });
  await closeRound(actingOn(server.app), round.roundId);
  const read = async () => (await callApi(server)('GET', `/rounds/${round.roundId}/factsheet`)).text;
  expect(await read()).toContain('Wij kunnen daarom niet nagaan wie er antwoordde.');
  await db.updateTable('round').set({ mailedAnswers: null }).where('id', '=', round.roundId).execute();
  expect(await findMailedAnswers(db, round.roundId)).toBeUndefined();
  expect(await read()).not.toContain('mailbox');
});
